import { InMemoryDatabase } from '../in-memory-database.js';
import { PendingCalls } from './pending-calls.js';
import { RelayLedger } from './relay-ledger.js';

/** What writers and relays share. */
export class World {
  /** What happened, one step a line. */
  readonly history: string[] = [];
  readonly ledger = new RelayLedger();
  /** Every call over the network waits here until the test says how it ends. */
  readonly calls = new PendingCalls((text) => this.history.push(text));
  /** Milliseconds. */
  clock = 0;
  readonly database = new InMemoryDatabase(() => this.clock);
  /** Products whose events the broker refuses. */
  readonly refused = new Set<string>();
}
