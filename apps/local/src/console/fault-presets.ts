import type { FaultPreset } from '@product-service/console/protocol';
import { functionName } from '@product-service/environment';
import type { Fault } from '../faults/index.js';

/** A fault with a name. */
export interface Preset extends FaultPreset {
  readonly faults: readonly Fault[];
  /** Until all faults are ended. Otherwise it happens once. */
  readonly lasts: boolean;
  /** It needs the database of this machine. */
  readonly needsDatabase: boolean;
}

/** To every call or statement until the fault is ended. */
const EVERY = 1_000_000;
/** Longer than anybody watches. */
const HOURS = 600;

/** The faults that teach most about the service. Others can be put together from their parts. */
export const presetsOf = (env: string): readonly Preset[] => {
  const everyCall = (operation: string, effect: Extract<Fault, { at: 'aws-call' }>['effect'], seconds = 0) =>
    ({ at: 'aws-call', operation, effect, seconds, times: EVERY }) as const;
  return [
    {
      id: 'sns-fails',
      title: 'SNS refuses every event',
      explanation:
        'The relay cannot publish. Changes are still saved, and their events wait in the outbox. After the fault all are published, in order.',
      faults: [everyCall('sns:PublishBatch', 'fail')],
      lasts: true,
      needsDatabase: false,
    },
    {
      id: 'nudges-lost',
      title: 'The relay is not told of new events',
      explanation:
        'After a change, a function tells the relay that an event waits. These messages are lost now. The scheduled sweep finds the event, within a minute.',
      faults: [everyCall('sqs:SendMessage', 'fail')],
      lasts: true,
      needsDatabase: false,
    },
    {
      id: 'database-stopped',
      title: 'The database stops',
      explanation:
        'All its processes are killed. Requests get 503 with Retry-After, and messages wait in their queues. After the fault everything continues.',
      faults: [{ at: 'database', effect: 'kill', seconds: HOURS }],
      lasts: true,
      needsDatabase: true,
    },
    {
      id: 'dies-after-commit',
      title: 'CreateProduct dies after COMMIT',
      explanation:
        'The next creation is committed, but the function is killed before it can answer. The client does not know what happened. The event is published all the same: it was part of the transaction.',
      faults: [
        {
          at: 'statement',
          statement: 'COMMIT',
          effect: 'kill-after',
          caller: functionName('CreateProduct', env),
          seconds: 0,
        },
      ],
      lasts: false,
      needsDatabase: true,
    },
    {
      id: 'sns-slow',
      title: 'SNS answers two seconds late',
      explanation: 'Requests are as fast as before: they do not wait for SNS. Only the events are late.',
      faults: [everyCall('sns:PublishBatch', 'answer-late', 2)],
      lasts: true,
      needsDatabase: false,
    },
    {
      id: 'bus-refuses-some',
      title: 'The bus refuses a part of each batch',
      explanation:
        'EventBridge answers 200, and reports single entries as failed. Only these are sent again, later, with the same ids.',
      faults: [everyCall('events:PutEvents', 'fail-some')],
      lasts: true,
      needsDatabase: false,
    },
    {
      id: 'published-twice',
      title: 'Every public event is sent twice',
      explanation: 'Consumers get the same event again, with the same id: that is how they recognise it.',
      faults: [everyCall('events:PutEvents', 'execute-twice')],
      lasts: true,
      needsDatabase: false,
    },
    {
      id: 'conflicts',
      title: 'Three conflicts at COMMIT',
      explanation:
        'The database refuses the next three commits (SQLSTATE 40001), as Aurora DSQL does when two transactions meet. The functions try again, and no client notices.',
      faults: [{ at: 'statement', statement: 'COMMIT', effect: 'conflict', seconds: 0, times: 3 }],
      lasts: false,
      needsDatabase: true,
    },
  ];
};
