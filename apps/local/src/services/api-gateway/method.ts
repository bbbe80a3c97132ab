import type { LambdaFunction } from '../lambda/index.js';

/** How a method answers: with a fixed response (`MOCK`), or with the result of a function (`AWS_PROXY`). */
export type Integration =
  | {
      readonly kind: 'mock';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'lambda';
      readonly function: LambdaFunction;
      /** Seconds of the template. */
      readonly timeout: number;
    };

/** A method of a resource. */
export interface Method {
  readonly integration: Integration;
  /** Parameters that a validator requires, e.g. `querystring.page`. */
  readonly requiredParameters: readonly string[];
}
