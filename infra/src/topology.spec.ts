import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const propertiesOf = (type: string) =>
  Object.entries(template.findResources(type)).map(([Ref, { Properties }]) => ({
    ...Properties,
    name: nameOf({ Ref }),
  }));

const resources = template.findResources('AWS::ApiGateway::Resource');
const pathOf = (resource: { Ref?: string }): string => {
  const { PathPart, ParentId } = resources[resource.Ref ?? '']?.['Properties'] ?? {};
  return PathPart === undefined ? '' : `${pathOf(ParentId)}/${PathPart}`;
};

/** Everything that passes something on, and to whom: a line each. */
const lines = [
  ...propertiesOf('AWS::ApiGateway::Method').map(({ HttpMethod, ResourceId, Integration }) => {
    const lambda = Integration.Uri?.['Fn::Join'][1].find((part: object) => 'Fn::GetAtt' in Object(part));
    return `${HttpMethod} ${pathOf(ResourceId)} → ${lambda ? nameOf(lambda) : 'API Gateway itself'}`;
  }),
  ...propertiesOf('AWS::Scheduler::Schedule').map(
    ({ ScheduleExpression, Target }) => `${ScheduleExpression} → ${nameOf(Target.Arn)}`,
  ),
  ...propertiesOf('AWS::Events::Rule').map(
    ({ EventBusName, EventPattern, Targets }) =>
      `${nameOf(EventBusName)}, ${EventPattern['detail-type']} of ${EventPattern.source} → ${nameOf(Targets[0].Arn)}`,
  ),
  ...propertiesOf('AWS::SNS::Subscription').map(
    ({ TopicArn, Endpoint }) => `${nameOf(TopicArn)} → ${nameOf(Endpoint)}`,
  ),
  ...propertiesOf('AWS::Lambda::EventSourceMapping').map(
    ({ EventSourceArn, FunctionName }) => `${nameOf(EventSourceArn)} → ${nameOf(FunctionName)}`,
  ),
  ...propertiesOf('AWS::SQS::Queue')
    .filter(({ RedrivePolicy }) => RedrivePolicy)
    .map(({ name, RedrivePolicy }) => `${name}, in vain → ${nameOf(RedrivePolicy.deadLetterTargetArn)}`),
  ...propertiesOf('AWS::Lambda::Function').flatMap(({ name, Environment }) =>
    Object.entries(Environment.Variables)
      .filter(([variable]) => /^(?!DD_).*_(ARN|URL|NAME|ENDPOINT)$/.test(variable))
      .map(([variable, value]) => `${name}, ${variable} → ${nameOf(value)}`),
  ),
  ...propertiesOf('Custom::DatabaseMigration').map(
    ({ ServiceToken }) => `a deployment → ${nameOf(ServiceToken)}, before those that use the database`,
  ),
];

it('hangs together as it did', () => {
  expect(`\n${lines.sort().join('\n')}\n`).toMatchSnapshot();
});
