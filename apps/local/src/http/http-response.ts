/** A complete HTTP response. */
export interface HttpResponse {
  readonly status: number;
  /** A name can occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}
