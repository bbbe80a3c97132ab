import { CommandFailure } from './failure.js';
import type { OperatorClient } from './operator-client.js';
import type { Output } from './output.js';

/** What every verb gets. */
export interface VerbContext {
  readonly client: OperatorClient;
  readonly output: Output;
}

/** Options of verbs that change something. */
export interface ChangeOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** 0: done. 1: not everything that was asked for was done, or the service is not healthy. */
export type ExitCode = 0 | 1;

export const NOT_CONFIRMED = new CommandFailure(
  'operate/not-confirmed',
  'Nothing was changed: it was not confirmed.',
);

/** `1 event`, `2 events`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
