import { ownValue } from '../own-value.js';
import {
  deployment,
  gatewayResponse,
  method,
  requestValidator,
  resource,
  restApi,
  stage,
} from './api-gateway.js';
import { customResource } from './custom-resource.js';
import { dsqlCluster } from './dsql.js';
import { eventInvokeConfig } from './event-invoke-config.js';
import { eventSourceMapping } from './event-source-mapping.js';
import { eventBus, rule } from './events.js';
import { lambdaPermission, managedPolicy, policy, queuePolicy, role, topicPolicy } from './iam.js';
import { lambda, layerVersion } from './lambda.js';
import { NOTHING_TO_RUN } from './nothing-to-run.js';
import type { ResourceType } from './resource-type.js';
import { schedule } from './scheduler.js';
import { secret } from './secrets-manager.js';
import { subscription, topic } from './sns.js';
import { queue } from './sqs.js';
import { parameter } from './ssm.js';

/** Every CloudFormation type that the local cloud runs. A template with another one is refused. */
const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  ...(NOTHING_TO_RUN as Record<string, ResourceType>),
  'AWS::ApiGateway::Deployment': deployment,
  'AWS::ApiGateway::GatewayResponse': gatewayResponse,
  'AWS::ApiGateway::Method': method,
  'AWS::ApiGateway::RequestValidator': requestValidator,
  'AWS::ApiGateway::Resource': resource,
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::ApiGateway::Stage': stage,
  'AWS::CloudFormation::CustomResource': customResource as ResourceType,
  'AWS::DSQL::Cluster': dsqlCluster,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::Rule': rule,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Lambda::Function': lambda,
  'AWS::Lambda::LayerVersion': layerVersion,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::SecretsManager::Secret': secret,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::SSM::Parameter': parameter,
};

export const resourceTypeOf = (type: string): ResourceType | undefined =>
  type.startsWith('Custom::') ? (customResource as ResourceType) : ownValue(RESOURCE_TYPES, type);
