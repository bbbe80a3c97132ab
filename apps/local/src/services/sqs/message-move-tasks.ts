import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { operation, type Operations, type PermissionOf } from '../../service-model/operation.js';
import { type MoveProgress, moveMessages } from './move-messages.js';
import type { Queues } from './queues.js';
import { newTaskHandle, sourceArnOf } from './task-handle.js';

const START = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});
const LIST = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) });
const CANCEL = z.object({ TaskHandle: z.string() });

/** SQS lists at most this many tasks of a queue. */
const KEPT_TASKS = 10;

interface Task extends z.infer<typeof START> {
  readonly handle: string;
  readonly startedAt: number;
  readonly toMove: number;
  readonly progress: MoveProgress;
}

/**
 * SQS's redrive of dead letters. The emulator does not have it, so it is built from the emulator's other calls. The emulator
 * does not know from which queue a message came either: without a destination, messages go to the queue that uses
 * this dead-letter queue.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const messageMoveTasks = (queues: Queues): Operations => {
  const tasks = new Map<string, Task[]>();
  const existing = async (queueArn: string): Promise<number> => {
    try {
      return await queues.visible(queueArn);
    } catch (error) {
      if (!/QueueDoesNotExist|NonExistentQueue/.test((error as Error).name)) throw error;
      throw notFound('The resource that you specified for the SourceArn or DestinationArn does not exist.');
    }
  };
  return {
    StartMessageMoveTask: operation(
      START,
      async (request) => {
        const { SourceArn, DestinationArn } = request;
        const toMove = await existing(SourceArn);
        if (DestinationArn !== undefined) await existing(DestinationArn);
        const sources = await queues.sourcesOf(SourceArn);
        if (sources.length === 0) {
          throw new AwsError(
            'InvalidParameterValue',
            'Source queue must be configured as a Dead Letter Queue.',
          );
        }
        const earlier = tasks.get(SourceArn) ?? [];
        if (
          earlier.some(({ progress }) => progress.status === 'RUNNING' || progress.status === 'CANCELLING')
        ) {
          throw new AwsError(
            'UnsupportedOperation',
            'There is already a task running. Only one active task is allowed for a source queue.',
          );
        }
        const handle = newTaskHandle(SourceArn);
        const progress: MoveProgress = { status: 'RUNNING', moved: 0 };
        const task = { ...request, handle, startedAt: Date.now(), toMove, progress };
        tasks.set(SourceArn, [task, ...earlier].slice(0, KEPT_TASKS));
        void moveMessages(
          queues,
          {
            source: SourceArn,
            destination: DestinationArn ?? (sources.length === 1 ? sources[0] : undefined),
            count: toMove,
            perSecond: request.MaxNumberOfMessagesPerSecond,
          },
          progress,
        );
        return { TaskHandle: handle };
      },
      onSource('sqs:StartMessageMoveTask'),
    ),
    ListMessageMoveTasks: operation(
      LIST,
      async ({ SourceArn, MaxResults }) => {
        await existing(SourceArn);
        return { Results: (tasks.get(SourceArn) ?? []).slice(0, MaxResults).map(toApi) };
      },
      onSource('sqs:ListMessageMoveTasks'),
    ),
    CancelMessageMoveTask: operation(
      CANCEL,
      ({ TaskHandle }) => {
        const task = [...tasks.values()].flat().find(({ handle }) => handle === TaskHandle);
        if (task?.progress.status !== 'RUNNING') {
          throw notFound('The task does not exist, or is not running.');
        }
        task.progress.status = 'CANCELLING';
        return { ApproximateNumberOfMessagesMoved: task.progress.moved };
      },
      ({ TaskHandle }) => ({
        action: 'sqs:CancelMessageMoveTask',
        resources: [sourceArnOf(String(TaskHandle))],
      }),
    ),
  };
};

const onSource =
  (action: string): PermissionOf =>
  ({ SourceArn }) => ({ action, resources: [String(SourceArn)] });

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message, 404);

const toApi = ({ handle, startedAt, toMove, progress, ...request }: Task) => ({
  // As in AWS: only a running task has a handle, with which it can be cancelled.
  ...(progress.status === 'RUNNING' && { TaskHandle: handle }),
  Status: progress.status,
  ...request,
  ApproximateNumberOfMessagesMoved: progress.moved,
  ApproximateNumberOfMessagesToMove: toMove,
  ...(progress.failure !== undefined && { FailureReason: progress.failure }),
  StartedTimestamp: startedAt,
});
