import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import type { LambdaService } from '../lambda/index.js';
import type { Queues } from '../sqs/index.js';
import { resources } from './resources.js';

/** Amazon EventBridge Scheduler. */
export const schedulerService = (
  context: ServiceContext,
  needs: { lambda: LambdaService; queues: Queues; policies: Policies },
): AwsService => ({ resources: resources(context, needs) });
