/** What a client asked for. `ifVersion` is its `If-Match`. */
export type ProductRequest =
  | { readonly kind: 'create'; readonly name: string; readonly price: number }
  | {
      readonly kind: 'update';
      readonly name: string;
      readonly price: number;
      readonly ifVersion?: number | undefined;
    }
  | {
      readonly kind: 'patch';
      readonly name?: string | undefined;
      readonly price?: number | undefined;
      readonly ifVersion?: number | undefined;
    }
  | { readonly kind: 'delete'; readonly ifVersion?: number | undefined }
  | { readonly kind: 'get' };

/** A product in an answer. A list has neither its version nor its price brackets. */
export interface SeenProduct {
  readonly name: string;
  readonly price: number;
  readonly stockLevel: number;
  /** From the `ETag`. */
  readonly version?: number | undefined;
  readonly pricingBrackets?: readonly { readonly quantity: number; readonly price: number }[] | undefined;
}

/** What the client knows after the last answer. */
export type Outcome =
  /**
   * 2xx. Without a product after a deletion, and if an update or a patch had nothing to change (`No updates required`): also if
   * the answer shows the product. A creation always has one.
   */
  | { readonly kind: 'done'; readonly product?: SeenProduct | undefined }
  /** 404. */
  | { readonly kind: 'absent' }
  /** 409: another product has the id. */
  | { readonly kind: 'exists' }
  /** 412. */
  | { readonly kind: 'version-mismatch' }
  /** The answer says that nothing was written: 429, 409 after conflicts, 503 `service/unavailable`. */
  | { readonly kind: 'refused' }
  /**
   * No answer, or one that does not tell. The change may be written, also after the request ended. Also if a repeat of the
   * request was answered that nothing changed: the service keeps only answers of changes, so the first request may still be
   * running and change the product later. Only 412 rules that out, because versions never decrease.
   */
  | { readonly kind: 'unknown' };

/** One wish of a client. Repeats with the same idempotency key are one operation, other repeats are several. */
export interface Operation {
  readonly id: number;
  readonly productId: string;
  readonly request: ProductRequest;
  /** Milliseconds of one clock: before the first request was sent, and after the last answer. */
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
}
