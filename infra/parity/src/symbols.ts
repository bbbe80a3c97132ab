/**
 * Symbolic values: what CloudFormation knows only after it created a resource. They look like `⟦Queue.Arn⟧`, so they stay
 * recognisable within longer texts.
 */
export const symbol = (logicalId: string, attribute: string): string => `⟦${logicalId}.${attribute}⟧`;

const SYMBOL = /⟦([^.⟧]+)\.([^⟧]+)⟧/g;

/** Replaces every symbolic value in a text. */
export const replaceSymbols = (
  text: string,
  replacement: (logicalId: string, attribute: string) => string,
): string =>
  text.replace(SYMBOL, (_, logicalId: string, attribute: string) => replacement(logicalId, attribute));

/** The resource that a text consists of. Undefined: it is anything else. */
export const symbolIn = (
  text: unknown,
): { readonly logicalId: string; readonly attribute: string } | undefined => {
  const [whole, logicalId, attribute] = new RegExp(SYMBOL.source).exec(String(text)) ?? [];
  return whole === text && logicalId && attribute ? { logicalId, attribute } : undefined;
};

/** For each type, the attribute that `Ref` returns, where other attributes have the same meaning under another name. */
interface Attributes {
  readonly ref: string;
  /** The property with the physical name, if that name is part of the contract. */
  readonly name?: string;
  /** The property with a physical name that nothing outside relies on. It is not compared. */
  readonly privateName?: string;
  readonly synonyms?: Readonly<Record<string, string>>;
}

/**
 * What `Ref` and `Fn::GetAtt` return.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
  'AWS::ApiGateway::RestApi': { ref: 'Id', synonyms: { RestApiId: 'Id' } },
  'AWS::ApiGateway::Resource': { ref: 'Id' },
  'AWS::ApiGateway::Deployment': { ref: 'Id' },
  'AWS::ApiGateway::Stage': { ref: 'Name', name: 'StageName' },
  'AWS::CloudWatch::Alarm': { ref: 'Name', name: 'AlarmName' },
  'AWS::DSQL::Cluster': { ref: 'Identifier', synonyms: { ResourceArn: 'Arn' } },
  'AWS::Events::EventBus': { ref: 'Name', name: 'Name' },
  'AWS::Events::Rule': { ref: 'Ref', privateName: 'Name' },
  'AWS::IAM::ManagedPolicy': { ref: 'Arn', privateName: 'ManagedPolicyName', synonyms: { PolicyArn: 'Arn' } },
  'AWS::IAM::Role': { ref: 'Name', privateName: 'RoleName' },
  'AWS::Lambda::Function': { ref: 'Name', name: 'FunctionName' },
  'AWS::Lambda::Version': { ref: 'Arn' },
  'AWS::Logs::LogGroup': { ref: 'Name', name: 'LogGroupName' },
  'AWS::SecretsManager::Secret': { ref: 'Arn', privateName: 'Name', synonyms: { Id: 'Arn' } },
  'AWS::SNS::Topic': {
    ref: 'Arn',
    privateName: 'TopicName',
    synonyms: { TopicArn: 'Arn', TopicName: 'Name' },
  },
  'AWS::Scheduler::Schedule': { ref: 'Name', privateName: 'Name' },
  'AWS::SQS::Queue': {
    ref: 'Url',
    privateName: 'QueueName',
    synonyms: { QueueUrl: 'Url', QueueName: 'Name' },
  },
};
