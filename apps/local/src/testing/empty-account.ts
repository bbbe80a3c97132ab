import { accountOf } from '../core/account.js';
import type { Log } from '../core/activity.js';
import { NOBODY } from '../core/observation.js';
import { timeAt } from '../core/time.js';
import type { ServiceContext } from '../service-model/service.js';
import { createServices } from '../services/index.js';

/** The services of an account without any resources. Calls to SNS and SQS need an emulator. */
export const emptyAccount = ({
  accountId = '000000000000',
  emulator = 'http://localhost:1',
  endpoint = 'http://localhost:4566',
  log = (() => {}) as Log,
  observer = NOBODY,
  stackName = 'Test',
  workFolder = '',
  assetFolder = (_objectKey: string): string => '',
} = {}) => {
  const context: ServiceContext = {
    account: accountOf(accountId, 'us-east-1', stackName),
    time: timeAt(1),
    log,
    observer,
    onDeployed: () => {},
  };
  const services = createServices(context, {
    emulator,
    endpoint,
    database: undefined,
    workFolder,
    assetFolder,
    traceAgent: undefined,
    onRun: () => () => {},
    onProcess: () => {},
    concurrency: 4,
    throttle: 'template',
  });
  return { context, services };
};
