/** Values that AWS uses if a template does not give one: to give them or not is no difference. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::ApiGateway::Method': { AuthorizationType: 'NONE' },
  'AWS::Events::Rule': { State: 'ENABLED' },
  'AWS::Lambda::EventInvokeConfig': { Qualifier: '$LATEST' },
  'AWS::Lambda::EventSourceMapping': { Enabled: 'true' },
  'AWS::Lambda::Function': { PackageType: 'Zip', RecursiveLoop: 'Terminate' },
  'AWS::Scheduler::Schedule': { State: 'ENABLED', ScheduleExpressionTimezone: 'Etc/UTC' },
  'AWS::SQS::Queue': { FifoQueue: 'false', KmsDataKeyReusePeriodSeconds: '300' },
  'AWS::SSM::Parameter': { Type: 'String' },
};

/** Whether a setting has the value that AWS would use anyway. */
export const isDefault = (type: string, setting: string): boolean => {
  const [path = '', value] = setting.split(' = ');
  if (/^(DeletionPolicy|UpdateReplacePolicy)$/.test(path)) return value === 'Delete';
  return Object.hasOwn(DEFAULTS[type] ?? {}, path) && DEFAULTS[type]?.[path] === value;
};
