import type {
  BoundedCount,
  OutboxDecision,
  OutboxOverview,
  ResetRows,
  WaitingEvent,
} from '@product-service/product';
import type { DeadLetter, MessageDecision, QueueDepth, RedriveProgress } from '@product-service/sqs';
import type { CommandName } from './commands.js';

/** Something that needs an operator. */
export interface HealthProblem {
  readonly code:
    'outbox/parked' | 'outbox/old' | 'outbox/unreadable' | 'queue/dead-letters' | 'queue/unreadable';
  /** What is wrong, and what to do next. */
  readonly message: string;
}

export interface QueueStatus extends QueueDepth {
  readonly name: string;
  /** Absent if the queue has no dead-letter queue. */
  readonly deadLetters?: QueueDepth | undefined;
}

export interface Status {
  readonly environment: string;
  /** Nothing needs an operator. */
  readonly healthy: boolean;
  readonly problems: readonly HealthProblem[];
  /** Absent if it could not be read. */
  readonly outbox?: OutboxOverview | undefined;
  /** Without those that could not be read. */
  readonly queues: readonly QueueStatus[];
}

export interface DeadLettersOfQueue {
  readonly queue: string;
  readonly depth: QueueDepth;
  /** The reasons of the messages that were looked at, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** How many messages were looked at. */
  readonly sampled: number;
}

/** The result of each command. */
export interface Results {
  readonly status: Status;
  readonly announce: AnnouncePage;
  readonly 'outbox list': { readonly events: readonly WaitingEvent[]; readonly next?: string | undefined };
  readonly 'outbox release': OutboxDecision;
  /** One page of them. Continue with `next`, until it is absent. */
  readonly 'outbox release parked': OutboxDecision & { readonly next?: string | undefined };
  readonly 'outbox discard': OutboxDecision;
  readonly 'dead-letters list': { readonly queues: readonly DeadLettersOfQueue[] };
  readonly 'dead-letters show': {
    readonly queue: string;
    readonly messages: readonly DeadLetter[];
    /** Messages that were left out, because the answer would have been too large. */
    readonly omitted: number;
  };
  /** All: the move has begun, and takes a while. Single messages: they were moved. */
  readonly 'dead-letters redrive': { readonly toMove: number } | MessageDecision;
  readonly 'dead-letters progress': RedriveProgress;
  readonly 'dead-letters delete': { readonly toDelete: number } | MessageDecision;
  readonly reset: ResetResult;
}

export interface AnnouncePage {
  /** Products of this page; in a dry run, those that would be announced. */
  readonly announced: number;
  /** Pass it as `after` for the next page. Absent: this was the last page. */
  readonly next?: string | undefined;
  /** Nothing was announced, because too many events wait in the outbox. Send the command again later. */
  readonly mustWait: boolean;
}

export type ResetResult =
  | {
      readonly dryRun: true;
      readonly rows: ResetRows<BoundedCount>;
      /** In all queues. */
      readonly messages: number;
    }
  | {
      readonly dryRun: false;
      readonly deleted: ResetRows<number>;
      /** False: there is more. Send the command again, after `retryInSeconds`. */
      readonly isDone: boolean;
      readonly retryInSeconds: number;
    };

/** What the function answers. Only a crash makes the run itself fail. */
export type Reply<Name extends CommandName = CommandName> =
  | { readonly result: Results[Name] }
  | { readonly error: { readonly code: OperatorErrorCode; readonly message: string } };

export type OperatorErrorCode =
  | 'command/invalid'
  | 'queue/unknown'
  | 'queue/no-dead-letters'
  | 'queue/purge-in-progress'
  | 'dead-letters/redrive-running'
  | 'reset/not-allowed'
  | 'reset/wrong-environment'
  | 'dependency/unavailable'
  | 'dependency/access-denied'
  | 'internal';
