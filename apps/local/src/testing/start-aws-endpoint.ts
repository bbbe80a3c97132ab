import type { Activity } from '../core/activity.js';
import { accountOf } from '../core/account.js';
import { timeAt } from '../core/time.js';
import { openEmulator } from '../emulator/emulator.js';
import { openHttpListener } from '../http/http-listener.js';
import { awsEndpointOf } from '../local-cloud.js';
import { lifecycle } from '../process/lifecycle.js';
import type { ServiceContext } from '../service-model/service.js';
import { createServices, type Services } from '../services/index.js';

/** The AWS endpoint of an account without any resources. */
export interface RunningAwsEndpoint {
  readonly address: string;
  readonly services: Services;
  /** Everything that was logged so far. It grows. */
  readonly activities: readonly Activity[];
  stop(): Promise<void>;
}

/** @param emulator address of an SNS and SQS to use instead of one of its own */
export const startAwsEndpoint = async (emulator?: string): Promise<RunningAwsEndpoint> => {
  const life = lifecycle();
  const activities: Activity[] = [];
  const log = (activity: Activity): void => void activities.push(activity);
  const region = 'us-east-1';
  const opened = await openEmulator(emulator, region);
  life.onStop(opened.stop);
  const listener = await openHttpListener(0, 'AWS_PORT', life, log);
  const context: ServiceContext = {
    account: accountOf(opened.accountId, region, 'Test'),
    time: timeAt(1),
    log,
    onDeployed: () => {},
  };
  const services = createServices(context, {
    emulator: opened.endpoint,
    endpoint: listener.address,
    database: undefined,
    workFolder: '',
    assetFolder: () => '',
    traceAgent: undefined,
    logLevel: 'warn',
    onRun: () => () => {},
  });
  life.onStop(async () => {
    await services.sns.stop?.();
    await services.sqs.stop?.();
  });
  listener.serve(awsEndpointOf(context, services));
  return { address: listener.address, services, activities, stop: life.stop };
};
