import type { Intercept } from '../aws-endpoint/aws-endpoint.js';
import type { Activity } from '../core/activity.js';
import type { LazyObserver } from '../core/observation.js';
import { openEmulator } from '../emulator/emulator.js';
import { openHttpListener } from '../http/http-listener.js';
import { awsEndpointOf } from '../local-cloud.js';
import { lifecycle } from '../process/lifecycle.js';
import type { Services } from '../services/index.js';
import { emptyAccount } from './empty-account.js';

/** The AWS endpoint of an account without any resources. */
export interface RunningAwsEndpoint {
  readonly address: string;
  readonly services: Services;
  /** Everything that was logged so far. It grows. */
  readonly activities: readonly Activity[];
  stop(): Promise<void>;
}

/**
 * Starts an AWS endpoint on a free port.
 * @param emulator address of an SNS and SQS to use instead of fauxqs
 * @param intercept stands before the execution of every call
 * @param observer of what passes
 */
export const startAwsEndpoint = async (
  emulator?: string,
  intercept?: Intercept,
  observer?: LazyObserver,
): Promise<RunningAwsEndpoint> => {
  const life = lifecycle();
  const activities: Activity[] = [];
  const log = (activity: Activity): void => void activities.push(activity);
  const opened = await openEmulator(emulator, 'us-east-1');
  life.onStop(opened.stop);
  const listener = await openHttpListener(0, 'AWS_PORT', life, log);
  const { context, services } = emptyAccount({
    accountId: opened.accountId,
    emulator: opened.endpoint,
    endpoint: listener.address,
    log,
    ...(observer && { observer }),
  });
  life.onStop(async () => {
    await services.sns.stop?.();
    await services.sqs.stop?.();
  });
  listener.serve(awsEndpointOf(context, services, intercept));
  return { address: listener.address, services, activities, stop: life.stop };
};
