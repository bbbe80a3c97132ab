/** A message that passed from one place to another. */
export interface PassedMessage {
  /** Counts up. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Ids of places. */
  readonly from: string;
  readonly to: string;
  /** As the receiver gets it, cut if it is long. */
  readonly body: string;
  /** Of the CloudEvents envelope in the body, if there is one. */
  readonly type?: string;
  readonly productId?: string;
  readonly eventId?: string;
  readonly traceId?: string;
}
