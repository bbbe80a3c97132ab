import { type TerraformType, without } from './terraform-type.js';
import { isObject } from '@product-service/cloud-formation';

export const API: Readonly<Record<string, TerraformType>> = {
  aws_api_gateway_rest_api: {
    type: 'AWS::ApiGateway::RestApi',
    arn: 'execute-api',
    attributes: {
      id: 'Ref',
      root_resource_id: 'RootResourceId',
      execution_arn: 'arn:${partition}:execute-api:${region}:${account}:${this.id}',
    },
    settings: {
      name: 'Name',
      description: 'Description',
      body: (body) => ({ Body: JSON.parse(String(body)) }),
      endpoint_configuration: (value) => {
        const [only] = [value].flat().filter(isObject);
        return { EndpointConfiguration: { Types: only?.['types'] } };
      },
      put_rest_api_mode: without('Terraform replaces the whole API by the new document'),
      fail_on_warnings: without('it concerns the import'),
    },
  },
  aws_api_gateway_deployment: {
    type: 'AWS::ApiGateway::Deployment',
    attributes: { id: 'Ref' },
    settings: {
      rest_api_id: 'RestApiId',
      description: 'Description',
      triggers: without('they tell Terraform when to deploy again'),
    },
  },
  aws_api_gateway_stage: {
    type: 'AWS::ApiGateway::Stage',
    arn: 'apigateway',
    attributes: {
      id: 'Ref',
      invoke_url: 'https://${own.rest_api_id}.execute-api.${region}.${url_suffix}/${own.stage_name}',
    },
    settings: { rest_api_id: 'RestApiId', deployment_id: 'DeploymentId', stage_name: 'StageName' },
  },
  aws_api_gateway_method_settings: {
    partOf: 'stage_name',
    settings: {
      rest_api_id: without('that of the stage'),
      stage_name: without('the owner'),
      method_path: without('part of the settings'),
      settings: (value, { method_path: path }) => {
        const [only] = [value].flat().filter(isObject);
        const [, resource = '*', method = '*'] = /^(.*)\/([^/]+)$/.exec(String(path)) ?? [];
        return {
          MethodSettings: [
            {
              ResourcePath: resource === '*' ? '/*' : resource,
              HttpMethod: method,
              ThrottlingBurstLimit: only?.['throttling_burst_limit'],
              ThrottlingRateLimit: only?.['throttling_rate_limit'],
            },
          ],
        };
      },
    },
  },
};

export const MONITORING: Readonly<Record<string, TerraformType>> = {
  aws_cloudwatch_metric_alarm: {
    type: 'AWS::CloudWatch::Alarm',
    arn: 'cloudwatch',
    attributes: { arn: 'Arn', id: 'Ref' },
    settings: {
      alarm_name: 'AlarmName',
      alarm_description: 'AlarmDescription',
      actions_enabled: (isOn) => (isOn === false ? { ActionsEnabled: false } : {}),
      alarm_actions: 'AlarmActions',
      ok_actions: 'OKActions',
      insufficient_data_actions: 'InsufficientDataActions',
      comparison_operator: 'ComparisonOperator',
      datapoints_to_alarm: 'DatapointsToAlarm',
      evaluation_periods: 'EvaluationPeriods',
      threshold: 'Threshold',
      treat_missing_data: 'TreatMissingData',
      namespace: 'Namespace',
      metric_name: 'MetricName',
      period: 'Period',
      statistic: 'Statistic',
      extended_statistic: 'ExtendedStatistic',
      dimensions: (dimensions) => ({
        Dimensions: Object.entries(isObject(dimensions) ? dimensions : {}).map(([Name, Value]) => ({
          Name,
          Value,
        })),
      }),
    },
  },
  aws_cloudwatch_log_group: {
    type: 'AWS::Logs::LogGroup',
    arn: 'logs',
    attributes: {
      // CloudFormation's attribute ends in `:*`.
      arn: 'arn:${partition}:logs:${region}:${account}:log-group:${own.name}',
      id: 'Ref',
    },
    settings: {
      name: 'LogGroupName',
      retention_in_days: 'RetentionInDays',
      skip_destroy: without('nothing outlives the deployment'),
      log_group_class: 'LogGroupClass',
    },
  },
};
