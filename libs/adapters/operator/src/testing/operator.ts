import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { deriveEventId } from '@product-service/cloud-events';
import { InMemoryDatabase } from '@product-service/product/testing';
import { sqsQueueOperations, type QueueOperations } from '@product-service/sqs';
import { startQueues, type Queues } from '@product-service/sqs/testing';
import type { OperatorDependencies } from '../dependencies.js';
import { operatorHandler } from '../operator-handler.js';
import type { CommandInput, CommandName, OperatorErrorCode, Results } from '../protocol/index.js';

/** The handler over the in-memory database and the emulator of SQS. */
export interface TestOperator {
  readonly database: InMemoryDatabase;
  readonly queues: Queues;
  readonly sqs: QueueOperations;
  /** How often the relay was woken. */
  readonly nudges: () => number;
  /** @throws Error if the reply is an error */
  run<Name extends CommandName>(
    command: CommandInput & { readonly command: Name },
    overrides?: Partial<OperatorDependencies>,
  ): Promise<Results[Name]>;
  /** Code and message of the reply. @throws Error if it is a result */
  fail(
    command: unknown,
    overrides?: Partial<OperatorDependencies>,
  ): Promise<{ code: OperatorErrorCode; message: string }>;
  /** Sends to the dead-letter queue. */
  giveUp(body: string, reason?: string): Promise<void>;
  close(): Promise<void>;
}

/** Its only queue is `StockUpdatedQueue`, with a dead-letter queue. */
export const startOperator = async (): Promise<TestOperator> => {
  const queues = await startQueues();
  const database = new InMemoryDatabase();
  const sqs = sqsQueueOperations(queues.client);
  let nudges = 0;
  await queues.client.send(
    new SetQueueAttributesCommand({
      QueueUrl: queues.queueUrl,
      Attributes: {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:stock-dead-letters',
          maxReceiveCount: 100,
        }),
      },
    }),
  );
  const dependencies: OperatorDependencies = {
    environment: 'alice',
    outbox: database.administration,
    nudge: async () => void (nudges += 1),
    maxEventAge: 300,
    products: database,
    announcements: database,
    deriveId: deriveEventId,
    catalogue: database.reset,
    queues: [{ name: 'StockUpdatedQueue', url: queues.queueUrl }],
    sqs,
  };
  const reply = (command: unknown, overrides: Partial<OperatorDependencies> = {}) =>
    operatorHandler({ ...dependencies, ...overrides })(command, { awsRequestId: 'test' });
  return {
    database,
    queues,
    sqs,
    nudges: () => nudges,
    async run(command, overrides) {
      const answer = await reply(command, overrides);
      if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`);
      return answer.result as Results[typeof command.command];
    },
    async fail(command, overrides) {
      const answer = await reply(command, overrides);
      if ('error' in answer) return answer.error;
      throw new Error(`A result instead of an error: ${JSON.stringify(answer.result)}`);
    },
    async giveUp(MessageBody, reason = 'UnreadableEventError') {
      await queues.client.send(
        new SendMessageCommand({
          QueueUrl: queues.deadLetterQueueUrl,
          MessageBody,
          MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: reason } },
        }),
      );
    },
    close: () => queues.close(),
  };
};
