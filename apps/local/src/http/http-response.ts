/** An answer of the API, ready to be sent. */
export interface HttpResponse {
  readonly status: number;
  /** A name may come more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}
