import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import type { LambdaService } from '../lambda/index.js';
import type { Queues } from '../sqs/index.js';
import { resources } from './resources.js';
import type { RunningSchedule } from './running-schedule.js';

export type { RunningSchedule } from './running-schedule.js';

/** Amazon EventBridge Scheduler. */
export interface SchedulerService extends AwsService {
  schedules(): readonly RunningSchedule[];
}

export const schedulerService = (
  context: ServiceContext,
  needs: { lambda: LambdaService; queues: Queues; policies: Policies },
): SchedulerService => {
  const schedules: RunningSchedule[] = [];
  return {
    schedules: () => schedules,
    resources: resources(context, needs, (schedule) => void schedules.push(schedule)),
  };
};
