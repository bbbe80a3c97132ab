import { ownValue } from '../core/json.js';
import {
  deployment,
  gatewayResponse,
  method,
  requestValidator,
  resource,
  restApi,
  stage,
} from '../services/api-gateway/resources.js';
import { customResource } from '../services/custom-resource/resources.js';
import { dsqlCluster } from '../services/dsql/resources.js';
import { eventInvokeConfig } from '../services/lambda/event-invoke-config.js';
import { eventSourceMapping } from '../services/lambda/event-source-mapping.js';
import { eventBus, rule } from '../services/event-bridge/resources.js';
import {
  lambdaPermission,
  managedPolicy,
  policy,
  queuePolicy,
  role,
  topicPolicy,
} from '../services/iam/resources.js';
import { lambda, layerVersion } from '../services/lambda/function-resource.js';
import { NOTHING_TO_RUN } from './inert-resources.js';
import type { ResourceType } from '../service-model/resource-type.js';
import { schedule } from '../services/scheduler/resources.js';
import { secret } from '../services/secrets-manager/resources.js';
import { subscription, topic } from '../services/sns/resources.js';
import { queue } from '../services/sqs/resources.js';
import { parameter } from '../services/ssm/resources.js';

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
