/** A promise of the service that a history shows to be broken. */
export interface Violation {
  readonly promise:
    /** A committed change was not published, or not in each version, or not to the subscriber. */
    | 'lost'
    /** Something was published that nobody committed: a refused change, one change twice, or contents that differ. */
    | 'invented'
    /** SNS first accepted a later event of the product. */
    | 'out-of-order'
    /** No order of the operations explains the answers and the end. */
    | 'lost-update'
    /** An older fact, or none, where the newest was expected. */
    | 'stale-fact'
    /** No answer in time. */
    | 'hung'
    /** An error that does not tell the client what to do: an internal error, or a broken connection. */
    | 'unclear-error'
    /** Messages, processes or memory are left over; or dead letters that are not the poison. */
    | 'left-over'
    /** One bad message, product or topic delayed another one. */
    | 'delayed';
  readonly productId?: string | undefined;
  /** One sentence with the values that show it. */
  readonly text: string;
}
