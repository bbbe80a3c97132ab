import type { Deployment } from '@product-service/deployment';
import { Aspects, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';

export interface OperatorProps {
  readonly deployment: Deployment;
  /** Nx project with `operate`. */
  readonly project: string;
  readonly database: Database;
  readonly outbox: Outbox;
}

/**
 * Executes the commands of operators. Nothing invokes it but principals that IAM allows to. It looks after every queue of the
 * stack: queues that are added later, too.
 */
export class Operator extends Construct {
  constructor(scope: Construct, id: string, { deployment, project, database, outbox }: OperatorProps) {
    super(scope, id);
    const operate = new InstrumentedFunction(this, 'Operate', {
      deployment,
      project,
      // The operator who invokes it sees its errors.
      onErrors: 'no alarm',
    });
    database.addUser(operate);
    outbox.addWriter(operate);

    // When the stack is complete: other constructs add queues after this one.
    const visit = (node: IConstruct): void => {
      if (node === this) this.lookAfter(operate, queuesOf(Stack.of(this)));
    };
    Aspects.of(this).add({ visit });
  }

  private lookAfter(operate: InstrumentedFunction, queues: readonly Queue[]): void {
    const deadLetters = queues.filter((queue) =>
      queues.some(({ deadLetterQueue }) => deadLetterQueue?.queue === queue),
    );
    operate.set('QUEUES', this.urlsOf(queues.filter((queue) => !deadLetters.includes(queue))));
    for (const { queueArn } of queues) {
      operate.allow('sqs:GetQueueAttributes', queueArn);
      operate.allow('sqs:PurgeQueue', queueArn);
    }
    for (const { queueArn, deadLetterQueue } of queues) {
      // A redrive sends to the queue with this permission.
      if (deadLetterQueue) operate.allow('sqs:SendMessage', queueArn);
    }
    for (const { queueArn } of deadLetters) {
      operate.allow('sqs:ReceiveMessage', queueArn);
      operate.allow('sqs:ChangeMessageVisibility', queueArn);
      operate.allow('sqs:DeleteMessage', queueArn);
      operate.allow('sqs:StartMessageMoveTask', queueArn);
      operate.allow('sqs:ListMessageMoveTasks', queueArn);
    }
  }

  /** JSON object, sorted by name, so that the order of the code does not matter. SQS knows the dead-letter queue of each. */
  private urlsOf(queues: readonly Queue[]): string {
    const urls = queues
      .map(({ node, queueUrl }): [string, string] => [operatorName(node), queueUrl])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Stack.of(this).toJsonString(Object.fromEntries(urls));
  }
}

const queuesOf = (stack: Stack): readonly Queue[] =>
  stack.node.findAll().filter((construct): construct is Queue => construct instanceof Queue);

/** The queue's name for operators, which is unique: `PublicEventsQueue`, and `OutboxQueue` for `Queue` of `Outbox`. */
const operatorName = ({ id, scope }: Queue['node']): string =>
  id === 'Queue' ? `${scope?.node.id}${id}` : id;
