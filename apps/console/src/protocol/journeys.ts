import type { LogLine } from './stream.js';

/** A request, or a message of another service, and all that followed from it, across traces. Times are in ms. */
export interface JourneySummary {
  /** Id of its first span: 16 hexadecimal digits. */
  readonly id: string;
  /** Trace of its first span: 32 hexadecimal digits. */
  readonly traceId: string;
  /** E.g. `POST /product 201`. */
  readonly name: string;
  readonly productIds: readonly string[];
  /** Since 1970. */
  readonly start: number;
  /** From the start of the first span to the end of the last one. */
  readonly duration: number;
  readonly spans: number;
  readonly isError: boolean;
}

/** One span of a journey. */
export interface JourneySpan {
  readonly traceId: string;
  readonly spanId: string;
  /** 0 for the first span. */
  readonly depth: number;
  readonly kind: 'request' | 'run' | 'message' | 'call' | 'other';
  readonly label: string;
  /** The function that it ran in. */
  readonly function?: string;
  /** After the start of the journey. */
  readonly start: number;
  readonly duration: number;
  /** How long the message had waited before this span received it. Only of a span that continues the journey by a link. */
  readonly waited?: number;
  readonly isError: boolean;
  readonly problem?: string;
  readonly tags: Readonly<Record<string, string | number>>;
  /** What the function logged in this span. */
  readonly logs: readonly LogLine[];
}

/** In the order in which they are drawn: run after run, each with all its spans. */
export interface Journey extends JourneySummary {
  readonly steps: readonly JourneySpan[];
}

/** What to search for. All given fields must match. */
export interface JourneyQuery {
  readonly product?: string;
  /** Id of an event, or a part of it. */
  readonly event?: string;
  readonly trace?: string;
  /** `true`: only journeys with an error. */
  readonly error?: 'true';
}

/** An edge of Data Streams Monitoring: from one checkpoint to the next. */
export interface PathwayEdge {
  /** E.g. `out outbox product.productCreated`. Absent: the stream begins here. */
  readonly from?: string;
  readonly to: string;
  readonly messages: number;
  /** Milliseconds from the checkpoint before, and from the beginning of the stream. */
  readonly edge: { readonly p50: number; readonly p99: number };
  readonly stream: { readonly p50: number; readonly p99: number };
}
