import type { ErrorCode } from '@product-service/api-gateway/schemas';
import type * as z from 'zod/mini';
import type { HeaderName } from './headers.js';

/** What differs from the usual case of an example: an administrator calls a service that works. */
export type Circumstance =
  | 'no token'
  | 'another role'
  | 'too large'
  | 'database unavailable'
  | 'concurrent writes'
  | 'lost commit'
  | 'key in use'
  | 'a bug';

/** Where a request has parameters, in the terms of OpenAPI. */
export const PARAMETER_PLACES = ['path', 'query', 'header'] as const;
export type ParameterPlace = (typeof PARAMETER_PLACES)[number];

/** What a request has, beside its route. Parameters are texts, not percent-encoded. */
export interface RequestParts extends Readonly<
  Partial<Record<ParameterPlace, Readonly<Record<string, string>>>>
> {
  readonly body?: unknown;
}

/**
 * A call with its answer. Tests send it to the real handlers, whose catalogue has the products of
 * `testing/example-catalogue.ts`, and compare the whole answer.
 */
export interface Example extends RequestParts {
  readonly summary: string;
  readonly when?: Circumstance;
  readonly status: number;
  /** Missing: the answer has no body. */
  readonly data?: unknown;
  readonly message?: string;
  /** The other fields of the envelope. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Of an error: its entry in `errors`, without the message. */
  readonly error?: {
    readonly path?: string;
    readonly code: ErrorCode | `gateway/${string}`;
    readonly currentVersion?: number;
  };
}

/** The answer of one status. */
export interface Answer {
  readonly description: string;
  /** Missing: the answer has no body. */
  readonly schema?: z.ZodMiniType;
  /** Whether clients that accept problem details (RFC 9457) get these. */
  readonly isProblem?: boolean;
  /** Headers beside those of CORS. `?` at the end: not on every answer. */
  readonly headers?: readonly (HeaderName | `${HeaderName}?`)[];
}

/**
 * Everything that the document says about one route.
 * Answers that many routes share are added: `common-answers.ts`. `path`, `query` and `header` have a schema for each parameter.
 */
export interface Route extends Readonly<Partial<Record<ParameterPlace, z.ZodMiniObject>>> {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: 'anyone' | 'ADMIN';
  readonly body?: z.ZodMiniType;
  /** Default: `application/json`. */
  readonly bodyTypes?: readonly string[];
  readonly answers: Readonly<Record<number, Answer>>;
  /** Its names are unique in the route: they tie a request of the document to its answer. */
  readonly examples: Readonly<Record<string, Example>>;
}

/** Routes by method and path, e.g. `GET /product`. */
export type Routes = Readonly<Record<`${string} /${string}`, Route>>;
