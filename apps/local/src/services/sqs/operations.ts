import { type Account, arnOf, queueArnOf } from '../../core/account.js';
import { forwarded, type Operations, type PermissionOf } from '../../service-model/operation.js';
import { messageMoveTasks } from './message-move-tasks.js';
import type { Queues } from './queues.js';

/** The emulator answers all calls but those of message-move tasks. */
export const operations = (account: Account, queues: Queues): Operations => {
  const onQueue =
    (action: string): PermissionOf =>
    ({ QueueUrl }) => ({ action, resources: [queueArnOf(String(QueueUrl), account)] });
  return {
    ChangeMessageVisibility: forwarded(onQueue('sqs:ChangeMessageVisibility')),
    ChangeMessageVisibilityBatch: forwarded(onQueue('sqs:ChangeMessageVisibility')),
    DeleteMessage: forwarded(onQueue('sqs:DeleteMessage')),
    DeleteMessageBatch: forwarded(onQueue('sqs:DeleteMessage')),
    GetQueueAttributes: forwarded(onQueue('sqs:GetQueueAttributes')),
    GetQueueUrl: forwarded(({ QueueName }) => ({
      action: 'sqs:GetQueueUrl',
      resources: [arnOf(account, 'sqs', String(QueueName))],
    })),
    PurgeQueue: forwarded(onQueue('sqs:PurgeQueue')),
    ReceiveMessage: forwarded(onQueue('sqs:ReceiveMessage')),
    SendMessage: forwarded(onQueue('sqs:SendMessage')),
    SendMessageBatch: forwarded(onQueue('sqs:SendMessage')),
    ...messageMoveTasks(queues),
  };
};
