import { forwardTo } from '../../emulator/forward-call.js';
import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import { watchDeadLetters } from './dead-letter-watch.js';
import { limitingInFlight } from './in-flight-limit.js';
import { operations } from './operations.js';
import { checkingQueryProtocol } from './query-protocol.js';
import { type Queues, queuesAt } from './queues.js';
import { resources } from './resources.js';
import { sentMessages } from './sent-messages.js';

export { queuesAt } from './queues.js';
export type { Queues } from './queues.js';

/** Amazon SQS, in the emulator. */
export interface SqsService extends AwsService {
  readonly queues: Queues;
  /** Messages that arrive in this queue are logged as dead letters. */
  addDeadLetterQueue(arn: string): void;
}

export const sqsService = (
  context: ServiceContext,
  { emulator, endpoint, policies }: { emulator: string; endpoint: string; policies: Policies },
): SqsService => {
  const { account } = context;
  const queues = queuesAt(emulator, endpoint, account);
  const deadLetterQueues = new Set<string>();
  context.onDeployed(() => watchDeadLetters(deadLetterQueues, queues, context));
  return {
    queues,
    addDeadLetterQueue: (arn) => void deadLetterQueues.add(arn),
    resources: resources(context, queues, deadLetterQueues, policies),
    api: {
      name: 'SQS',
      protocol: 'json',
      targetPrefix: 'AmazonSQS',
      version: '2012-11-05',
      operations: operations(account, queues),
      forward: checkingQueryProtocol(
        limitingInFlight(forwardTo(emulator, endpoint, account.region), queues),
        account.region,
      ),
      sent: sentMessages(account),
      denial: { code: 'AccessDenied', status: 403 },
    },
    stop: () => queues.client.destroy(),
  };
};
