export type { FaultPoints, FaultPreset, FaultStatus } from './faults.js';
export type { Journey, JourneyQuery, JourneySpan, JourneySummary, PathwayEdge } from './journeys.js';
export type { PassedMessage } from './passed-messages.js';
export type { Gauge, LogLine, Passages, ReceivedEvent, Snapshot, Update } from './stream.js';
export type { Connection, Place, PlaceKind, Topology } from './topology.js';
export type { ApiAnswer, ApiRequest, EnvelopeVariant, FactAnswer, FactRequest } from './try-it.js';
export type { Promised, Verdict } from './verdict.js';
