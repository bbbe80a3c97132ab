import { readDeployment } from '@product-service/deployment';
import { difference, factsOfTemplate } from './compare.js';
import { DEPLOYMENTS } from './deployments.js';
import { TEMPLATES } from './templates.js';
import { mutationsOf } from './testing/mutations.js';

process.env['CDK_VALIDATION'] = 'false';

/** Places whose values make no difference to the infrastructure, with the reason. */
const WITHOUT_EFFECT: readonly (readonly [place: RegExp, reason: string])[] = [
  [/^\S+ Metadata/, 'it is for tools'],
  [/^AWS::Lambda::Function Properties\.Tags\.Value$/, 'the tag of a tool'],
  [/PolicyName$|\.Sid$/, 'names of policies and statements only distinguish them'],
  [/ Properties\.(Queue|Topic)?Name$/, 'nothing outside relies on this name'],
  [/PolicyDocument\.Version$/, 'there is one version of the policy language'],
  [/ DependsOn$/, 'only the order after the migration matters, which is a fact of its own'],
  [/^AWS::Events::Rule Properties\.Targets\.Id$/, 'ids of targets only distinguish them'],
  [/^AWS::ApiGateway::Deployment /, 'it is a snapshot of the API'],
  [
    /MethodResponses|\.options\.(responses|summary)/,
    'they only declare the headers that the integration sets',
  ],
  [/Properties\.Body\.(info|openapi)/, 'it describes the document'],
  [/Properties\.Parameters\.endpointConfigurationTypes$/, 'it repeats EndpointConfiguration'],
  [/^AWS::Lambda::Alias /, 'it only keeps a version in use'],
  [/^AWS::Lambda::Version DeletionPolicy$/, 'a function is deleted with its versions'],
  [/^Custom::DatabaseMigration (Deletion|UpdateReplace)Policy$/, 'nothing is deleted with it'],
  [/Fn::Select\.Fn::Split\.Fn::Sub$/, 'the end of this text only keeps an index valid'],
  [/^output Description$/, 'it is for people'],
];

describe.each(['cdk', 'sam', 'terraform'] as const)('what %s deploys', (tool) => {
  const deployed = DEPLOYMENTS.map((variables) => {
    const content = TEMPLATES[tool](readDeployment(variables));
    return { content, facts: factsOfTemplate(content) };
  });

  it('has no value that can change unseen', () => {
    const seen = new Set<string>();
    const places = new Set<string>();
    for (const { content, facts } of deployed) {
      for (const { place, template } of mutationsOf(content.template)) {
        places.add(place);
        try {
          if (difference(facts, factsOfTemplate({ ...content, template })).length > 0) seen.add(place);
        } catch {
          // E.g. a reference to a resource that does not exist.
          seen.add(place);
        }
      }
    }
    const unseen = [...places].filter((place) => !seen.has(place));
    expect(unseen.filter((place) => !WITHOUT_EFFECT.some(([known]) => known.test(place)))).toEqual([]);
  }, 120_000);

  it('is reported with exactly the lines that differ', () => {
    const [{ content, facts }] = deployed as [(typeof deployed)[number]];
    const text = JSON.stringify(content.template);
    const template = JSON.parse(text.replaceAll('"VisibilityTimeout":35', '"VisibilityTimeout":30'));
    expect(difference(facts, factsOfTemplate({ ...content, template }))).toEqual([
      '- queue of OutboxProcessor: VisibilityTimeout = 35',
      '+ queue of OutboxProcessor: VisibilityTimeout = 30',
    ]);
  });
});
