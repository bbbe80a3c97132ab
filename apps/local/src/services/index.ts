import type { TraceAgent } from '../core/local-overrides.js';
import type { AwsService, ServiceContext } from '../service-model/service.js';
import { apiGatewayService, type ThrottleOption } from './api-gateway/index.js';
import { cloudWatchLogsService } from './cloudwatch-logs/index.js';
import { customResourceService } from './custom-resource/index.js';
import { type Database, dsqlService } from './dsql/index.js';
import { eventBridgeService } from './event-bridge/index.js';
import { iamService } from './iam/index.js';
import { lambdaService, type OnProcess, type OnRun } from './lambda/index.js';
import { schedulerService } from './scheduler/index.js';
import { secretsManagerService } from './secrets-manager/index.js';
import { snsService } from './sns/index.js';
import { sqsService } from './sqs/index.js';
import { ssmService } from './ssm/index.js';
import { stsService } from './sts/index.js';

/** What the services run on. */
export interface Environment {
  /** Address of the emulator of SNS and SQS. */
  readonly emulator: string;
  /** Address of the AWS endpoint. */
  readonly endpoint: string;
  /** Absent for a template without a cluster. */
  readonly database: Database | undefined;
  /** Folder for files that live as long as the local cloud. */
  readonly workFolder: string;
  /** @see CloudAssembly.assetFolder */
  readonly assetFolder: (objectKey: string) => string;
  readonly traceAgent: TraceAgent | undefined;
  readonly onRun: OnRun;
  readonly onProcess: OnProcess;
  /** Maximum number of processes of all functions. */
  readonly concurrency: number;
  readonly throttle: ThrottleOption;
}

/** Every AWS service of the local cloud, without any resources yet. The keys are the prefixes of their IAM actions. */
export const createServices = (context: ServiceContext, environment: Environment) => {
  const { endpoint, database } = environment;
  const iam = iamService(context);
  const { policies } = iam;
  const sts = stsService(context);
  const dsql = dsqlService(context, { database, policies });
  const sqs = sqsService(context, { ...environment, policies });
  const events = eventBridgeService(context, { sqs, policies });
  const logs = cloudWatchLogsService(context);
  const lambda = lambdaService(context, {
    ...environment,
    policies,
    logs,
    accessKeys: sts.accessKeys,
    database: dsql.access,
    queues: sqs.queues,
  });
  return {
    sns: snsService(context, { ...environment, policies }),
    sqs,
    events,
    ssm: ssmService(context),
    secretsmanager: secretsManagerService(context),
    sts,
    iam,
    dsql,
    logs,
    lambda,
    scheduler: schedulerService(context, { lambda, queues: sqs.queues, policies }),
    apigateway: apiGatewayService(context, { ...environment, lambda, policies }),
    cloudformation: customResourceService(context, { lambda, endpoint }),
  } satisfies Readonly<Record<string, AwsService>>;
};

/** The services, by the prefixes of their IAM actions. */
export type Services = ReturnType<typeof createServices>;
