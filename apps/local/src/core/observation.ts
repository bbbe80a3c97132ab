/** A request of the REST API and its answer. Times are those of `performance.now()`. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string | string[] | undefined>>;
  /** Empty if the API refused it as too large. */
  readonly requestBody: string;
  readonly status: number;
  /** A name can occur more than once. */
  readonly answerHeaders: readonly (readonly [name: string, value: string])[];
  readonly answerBody: string;
  readonly from: number;
  readonly to: number;
}
