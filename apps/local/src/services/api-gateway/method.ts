import type { LambdaFunction } from '../lambda/lambda-function.js';

/** How a method answers: always the same (API Gateway's `MOCK`), or by a function (`AWS_PROXY`). */
export type Integration =
  | {
      readonly kind: 'mock';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'lambda';
      readonly function: LambdaFunction;
      /** Seconds of the template. */
      readonly timeout: number;
    };

export interface Method {
  readonly integration: Integration;
  /** Parameters that a request must have, where a validator checks them, e.g. `querystring.page`. */
  readonly requiredParameters: readonly string[];
}
