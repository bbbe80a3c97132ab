/** A request to the REST API, sent with the token of an administrator. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** E.g. `/product`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The trace that the request begins. */
  readonly traceId: string;
}

/** A fact of another service, put on the bus. */
export type FactRequest = { readonly productId: string; readonly envelope: string } & (
  | { readonly sender: 'inventory'; readonly newStockLevel: number }
  | {
      readonly sender: 'pricing';
      readonly priceBrackets: readonly { readonly quantity: number; readonly price: number }[];
    }
);

export interface FactAnswer {
  /** The envelope that was sent: JSON. */
  readonly detail: string;
  /** Absent: the envelope has no trace context. */
  readonly traceId?: string;
}

/** A way in which a producer writes its envelope. */
export interface EnvelopeVariant {
  readonly id: string;
  readonly title: string;
}
