import type {
  EnvelopeVariant,
  FactAnswer,
  FactRequest,
  FaultStatus,
  ApiAnswer,
  ApiRequest,
  Gauge,
  Journey,
  JourneyQuery,
  JourneySummary,
  PassedMessage,
  PathwayEdge,
  Topology,
  Verdict,
} from '@product-service/console/protocol';
import type { Fault } from '../faults/index.js';

/** The traces that the console shows. */
export interface Traces {
  /** Grows when spans arrive. */
  changes(): number;
  /** The newest first. */
  journeys(query: JourneyQuery, limit: number): readonly JourneySummary[];
  journey(id: string): Journey | undefined;
  pathways(): readonly PathwayEdge[];
}

/** The service that the console shows, and what a page can do with it. */
export interface ConsoleSource {
  readonly env: string;
  readonly api: string | null;
  readonly documents: string | null;
  readonly aws: string;
  readonly traces: Traces | undefined;
  topology(): Promise<Topology>;
  gauges(topology: Topology): Promise<readonly Gauge[]>;
  verdict(): Verdict;
  /** The last messages of a place, the newest first. */
  messages(place: string): readonly PassedMessage[];
  /** @throws UserError if there is no API */
  request(request: ApiRequest): Promise<ApiAnswer>;
  readonly envelopes: readonly EnvelopeVariant[];
  putFact(fact: FactRequest): Promise<FactAnswer>;
  /** A command of the operator, see `@product-service/operator/protocol`. @throws UserError if there is no such function */
  operate(command: unknown): Promise<unknown>;
  readonly faults: {
    status(): FaultStatus;
    /** @throws UserError if there is no such preset */
    start(presetId: string): void;
    inject(fault: Fault): void;
    /** Ends all faults. */
    clear(): Promise<void>;
  };
}
