/** What a place of the picture is. */
export type PlaceKind =
  | 'clients'
  | 'api'
  | 'function'
  | 'database'
  | 'topic'
  | 'queue'
  | 'dead-letters'
  | 'bus'
  | 'schedule'
  | 'other-services'
  | 'subscribers';

/** Something that messages come from, pass through, or end in. */
export interface Place {
  /** The ARN, or the kind for what has none. */
  readonly id: string;
  readonly kind: PlaceKind;
  /** For people, e.g. `CreateProduct`: without the names of stack and environment. */
  readonly name: string;
}

/** A way for messages. Between two places there is at most one in each direction. */
export interface Connection {
  /** Ids of places. */
  readonly from: string;
  readonly to: string;
  /** What passes, if the template says it, e.g. the event types of a rule. */
  readonly carries?: string;
}

/** The running service, as it is deployed. */
export interface Topology {
  readonly places: readonly Place[];
  readonly connections: readonly Connection[];
}
