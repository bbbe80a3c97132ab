import type { FaultStatus } from './faults.js';
import type { Topology } from './topology.js';
import type { EnvelopeVariant } from './try-it.js';
import type { Verdict } from './verdict.js';

/** A line of the terminal. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** E.g. `request`, `function`, `sns`, `error`. */
  readonly kind: string;
  readonly what: string;
  readonly detail: string;
  readonly isProblem: boolean;
}

/** An event that a subscriber of the bus received. */
export interface ReceivedEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  readonly productId?: string;
  readonly eventId?: string;
  /** The envelope: JSON. */
  readonly detail: string;
}

/** How many messages wait at a place. */
export interface Gauge {
  readonly place: string;
  readonly waiting: number;
  /** Received by a consumer, and not deleted yet. */
  readonly inFlight?: number;
  /** Events that SNS rejected too often: an operator decides about them. */
  readonly parked?: number;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** Messages that passed from one place to another since the last update. */
export interface Passages {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** How many of them failed. */
  readonly failed: number;
}

/** The state when a page connects. Sent once, as the event `snapshot`. */
export interface Snapshot {
  readonly env: string;
  /** Addresses. Null: there is none. */
  readonly api: string | null;
  readonly documents: string | null;
  readonly aws: string;
  /** Why there are no traces. Absent: there are. */
  readonly noTraces?: string;
  /** Ways in which other services write their envelopes. */
  readonly envelopes: readonly EnvelopeVariant[];
  readonly topology: Topology;
  readonly gauges: readonly Gauge[];
  readonly lines: readonly LogLine[];
  readonly received: readonly ReceivedEvent[];
  readonly faults: FaultStatus;
  readonly verdict: Verdict;
}

/** What has changed since the last one. Sent as the event `update`, at most four times a second. */
export interface Update {
  readonly passages?: readonly Passages[];
  readonly lines?: readonly LogLine[];
  /** Lines that were left out, because there were too many. */
  readonly omittedLines?: number;
  readonly received?: readonly ReceivedEvent[];
  readonly gauges?: readonly Gauge[];
  readonly topology?: Topology;
  readonly faults?: FaultStatus;
  readonly verdict?: Verdict;
  /** Number of journeys that have changed. */
  readonly journeys?: number;
}
