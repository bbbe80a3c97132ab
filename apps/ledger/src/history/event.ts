/** What clients set in a product. */
export interface Details {
  readonly name: string;
  readonly price: number;
}

/** An event that SNS accepted. */
export interface PrivateEvent {
  readonly id: string;
  readonly type: 'product.productCreated' | 'product.productUpdated' | 'product.productDeleted';
  readonly productId: string;
  /** The product's version. */
  readonly sequence: number;
  readonly time: string;
  /** Absent in a deletion. */
  readonly details?: Details | undefined;
  /** Only in an update. */
  readonly previous?: Details | undefined;
  /** Milliseconds of the clock of operations, when SNS accepted it. */
  readonly accepted?: number | undefined;
}

/** An event that a subscriber of the bus received. */
export interface PublicEvent {
  readonly id: string;
  /** With its version, e.g. `product.productCreated.v2`. */
  readonly type: string;
  readonly productId: string;
  readonly sequence: number;
  readonly time: string;
  /** Only in version 2, and absent in a deletion. */
  readonly details?: Details | undefined;
  /** Milliseconds of the clock of operations, when the subscriber received it. */
  readonly received?: number | undefined;
}

/** A fact that another service put on the bus. */
export interface Fact {
  readonly id: string;
  readonly productId: string;
  /** RFC 3339 with milliseconds. */
  readonly time: string;
  /** Milliseconds of the clock of operations, when it was sent. */
  readonly sent: number;
  readonly value:
    | { readonly kind: 'stock'; readonly stockLevel: number }
    | {
        readonly kind: 'pricing';
        readonly brackets: readonly { readonly quantity: number; readonly price: number }[];
      };
}
