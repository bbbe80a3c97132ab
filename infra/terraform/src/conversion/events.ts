import { block, json, type TerraformType, without } from './terraform-type.js';

const RETRY_POLICY = block('RetryPolicy', {
  maximum_event_age_in_seconds: 'MaximumEventAgeInSeconds',
  maximum_retry_attempts: 'MaximumRetryAttempts',
});

export const EVENTS: Readonly<Record<string, TerraformType>> = {
  aws_cloudwatch_event_bus: {
    type: 'AWS::Events::EventBus',
    arn: 'events',
    attributes: { arn: 'Arn', id: 'Ref' },
    settings: { name: 'Name' },
  },
  aws_cloudwatch_event_rule: {
    type: 'AWS::Events::Rule',
    arn: 'events',
    attributes: { arn: 'Arn', name: 'Name', id: 'Ref' },
    settings: {
      name: 'Name',
      name_prefix: without('CloudFormation generates the name'),
      event_bus_name: 'EventBusName',
      event_pattern: json('EventPattern'),
      state: 'State',
      is_enabled: without('an older form of state'),
      description: 'Description',
      force_destroy: without('AWS manages none of the rules'),
    },
  },
  aws_cloudwatch_event_target: {
    partOf: 'rule',
    settings: {
      rule: without('the owner'),
      event_bus_name: without('that of the rule'),
      arn: 'Arn',
      target_id: 'Id',
      role_arn: 'RoleArn',
      dead_letter_config: block('DeadLetterConfig', { arn: 'Arn' }),
      retry_policy: RETRY_POLICY,
      force_destroy: without('AWS manages none of the rules'),
    },
  },
  aws_scheduler_schedule: {
    type: 'AWS::Scheduler::Schedule',
    arn: 'scheduler',
    attributes: { arn: 'Arn', name: 'Ref', id: 'Ref' },
    settings: {
      name: 'Name',
      name_prefix: without('CloudFormation generates the name'),
      group_name: (group) => (group === 'default' ? {} : { GroupName: group }),
      schedule_expression: 'ScheduleExpression',
      schedule_expression_timezone: 'ScheduleExpressionTimezone',
      state: 'State',
      flexible_time_window: block('FlexibleTimeWindow', { mode: 'Mode' }),
      target: block('Target', {
        arn: 'Arn',
        role_arn: 'RoleArn',
        input: 'Input',
        retry_policy: RETRY_POLICY,
        sqs_parameters: block('SqsParameters', { message_group_id: 'MessageGroupId' }),
      }),
    },
  },
};
