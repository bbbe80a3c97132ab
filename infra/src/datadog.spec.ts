import { tagObject } from 'datadog-lambda-js/dist/utils/tag-object.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('alice', { DD_SITE: 'datadoghq.eu', COMMIT_HASH: '1a2b3c4' });
const functions = Object.entries(template.findResources('AWS::Lambda::Function')).map(
  ([logicalId, { Properties }]) => ({
    logicalId,
    name: Properties.FunctionName as string,
    properties: Properties,
    variables: Properties.Environment.Variables as Record<string, unknown>,
  }),
);
const consumers = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).map(
  ({ Properties }) => Properties.FunctionName.Ref as string,
);

describe.each(functions)('$name', ({ logicalId, name, properties, variables }) => {
  it("runs in Datadog's handler, with the extension and the library", () => {
    expect(properties.Handler).toBe('/opt/nodejs/node_modules/datadog-lambda-js/handler.handler');
    expect(variables['DD_LAMBDA_HANDLER']).toBe('index.handler');
    expect(properties.Layers.map((arn: object) => JSON.stringify(arn))).toEqual([
      expect.stringMatching(/:464622532012:layer:Datadog-Extension-ARM:\d+"/),
      expect.stringMatching(/:464622532012:layer:Datadog-Node24-x:\d+"/),
    ]);
  });

  it('has the settings of the contract', () => {
    expect(variables).toMatchObject({
      DD_SERVICE: 'ProductService',
      DD_ENV: 'alice',
      DD_VERSION: '1a2b3c4',
      DD_SITE: 'datadoghq.eu',
      DD_COLD_START_TRACING: 'true',
      // The migration's payload contains a presigned URL.
      DD_CAPTURE_LAMBDA_PAYLOAD: String(!name.includes('MigrateDatabase')),
      DD_DATA_STREAMS_ENABLED: 'true',
      DD_TRACE_AWS_SDK_EVENTBRIDGE_ENABLED: 'false',
      DD_RUNTIME_METRICS_ENABLED: 'false',
      DD_SERVERLESS_LOGS_ENABLED: 'true',
      DD_FLUSH_TO_LOG: 'false',
    });
    expect(variables).not.toHaveProperty('DD_TAGS');
  });

  it("starts a new trace if and only if it consumes messages: it links to the producer's trace instead", () => {
    const isConsumer = consumers.includes(logicalId);
    expect(variables['DD_TRACE_PROPAGATION_STYLE_EXTRACT']).toBe(isConsumer ? 'none' : undefined);
    expect(variables['DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT']).toBe(isConsumer ? 'ignore' : undefined);
  });

  it('has the API key in the secret, and nowhere else', () => {
    expect(nameOf(variables['DD_API_KEY_SECRET_ARN'])).toBe('DatadogApiKey');
    expect(variables).not.toHaveProperty('DD_API_KEY');
  });
});

it('finds the consumers that the test above checks', () => expect(consumers).not.toEqual([]));

describe('the token of a caller', () => {
  const rules = JSON.parse(String(functions[0]?.variables['DD_APM_REPLACE_TAGS'])) as {
    name: string;
    pattern: string;
    repl: string;
  }[];

  /** As Datadog's agent does: https://docs.datadoghq.com/tracing/configure_data_security/#replace-tags */
  const masked = (tag: string, value: string): string =>
    rules
      .filter(({ name }) => name === tag || name === '*')
      .reduce((text, { pattern, repl }) => {
        const [, flags = '', expression = ''] = /^(?:\(\?(\w+)\))?(.*)$/.exec(pattern) ?? [];
        return text.replace(new RegExp(expression, flags), repl);
      }, value);

  it.each([
    ['Authorization', 'Bearer a.b.c'],
    ['authorization', 'Bearer a.b.c'],
    ['AUTHORIZATION', 'bearer  a.b.c'],
    ['Authorization', 'a.b.c'],
    ['authorization', 'Basic a.b.c'],
  ])('is masked in the payload that is captured from %s: %s', (header, value) => {
    const event = { headers: { [header]: value, Host: 'h' }, multiValueHeaders: { [header]: [value] } };
    const tags: Record<string, string> = {};
    const span = { setTag: (tag: string, text: string) => (tags[tag] = masked(tag, text)) };
    tagObject(span, 'function.request', event);
    expect(tags['function.request.headers.Host']).toBe('h');
    expect(Object.keys(tags)).toHaveLength(3);
    expect(JSON.stringify(tags)).not.toContain('a.b.c');
  });

  it('is masked wherever it is, if it is a JWT', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
    for (const text of [token, `a=b; token=${token}`, `Bearer%20${token}`, `${token}.x.y`])
      expect(masked('function.request.headers.Cookie', text)).not.toMatch(/eyJ|c2ln/);
  });
});

describe('the API key', () => {
  it('is a hidden parameter of the template, stored in a secret of the stack', () => {
    template.hasParameter('DatadogApiKey', { Type: 'String', NoEcho: true });
    const uses = Object.entries(template.toJSON().Resources).filter(([, resource]) =>
      JSON.stringify(resource).includes('{"Ref":"DatadogApiKey"}'),
    );
    expect(uses).toEqual([[expect.stringMatching(/^DatadogApiKey/), expect.anything()]]);
    expect(uses[0]?.[1]).toMatchObject({
      Type: 'AWS::SecretsManager::Secret',
      Properties: { SecretString: { Ref: 'DatadogApiKey' } },
    });
  });

  it('is required: CloudFormation checks it before it creates anything', () => {
    const { Default } = Object.values(template.findParameters('DatadogApiKey'))[0] ?? {};
    expect(template.toJSON().Rules.DatadogApiKeyIsGiven.Assertions).toEqual([
      {
        Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'DatadogApiKey' }, Default] }] },
        AssertDescription: expect.stringContaining('DD_API_KEY'),
      },
    ]);
  });

  it('may be in an existing secret', () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:datadog/api-key-AbC123';
    const existing = synthesize('dev', { DD_API_KEY_SECRET_ARN: arn });
    expect(existing.findParameters('DatadogApiKey')).toEqual({});
    expect(existing.toJSON().Rules).toBeUndefined();
    existing.resourceCountIs('AWS::SecretsManager::Secret', 0);
    for (const { Properties } of Object.values(existing.findResources('AWS::Lambda::Function'))) {
      expect(Properties.Environment.Variables.DD_API_KEY_SECRET_ARN).toBe(arn);
    }
    const readers = Object.values(existing.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        ({ Action, Resource }: { Action: string; Resource: string }) =>
          Action === 'secretsmanager:GetSecretValue' && Resource === arn,
      ),
    );
    expect(readers).toHaveLength(functions.length);
  });
});

describe('with ENABLE_CLOUDWATCH_LOGS=Y', () => {
  const logging = synthesize('alice', { ENABLE_CLOUDWATCH_LOGS: 'Y' });

  it('each function may write to its own log group, which keeps logs for a month', () => {
    const groups = logging.findResources('AWS::Logs::LogGroup');
    expect(Object.keys(groups)).toHaveLength(functions.length);
    for (const { Properties } of Object.values(groups)) {
      expect(Properties).toEqual({
        LogGroupName: expect.stringMatching(/^\/aws\/lambda\/ProductService-\w+-alice$/),
        RetentionInDays: 30,
      });
    }
    for (const { Properties } of Object.values(logging.findResources('AWS::Lambda::Function'))) {
      const group = Properties.LoggingConfig.LogGroup.Ref;
      expect(groups[group]?.Properties.LogGroupName).toBe(`/aws/lambda/${Properties.FunctionName}`);
    }
  });

  it('nothing is denied', () => {
    expect(JSON.stringify(logging.findResources('AWS::IAM::Policy'))).not.toContain('"Deny"');
  });
});
