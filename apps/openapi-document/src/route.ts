import type { ErrorCode } from '@product-service/api-gateway/schemas';
import type * as z from 'zod/mini';
import type { HeaderName, RequestHeader } from './headers.js';

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

/**
 * A call with its answer. Tests send it to the real handlers, whose catalogue has the products of
 * `testing/catalogue.ts`, and compare the whole answer.
 */
export interface Example {
  readonly summary: string;
  readonly when?: Circumstance;
  /** Parameters of the path, not percent-encoded. */
  readonly path?: Readonly<Record<string, string>>;
  /** As in an URL, without `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Undefined: the answer has no body. */
  readonly data?: unknown;
  readonly message?: string;
  /** The other fields of the envelope. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Of an answer that is an error: its entry in `errors`, without the message. */
  readonly error?: {
    readonly path?: string;
    readonly code: ErrorCode | `gateway/${string}`;
    readonly currentVersion?: number;
  };
}

/** The answer of one status. */
export interface Answer {
  readonly description: string;
  /** Undefined: the answer has no body. */
  readonly schema?: z.ZodMiniType;
  /** Errors are problem details (RFC 9457) for clients that accept these. */
  readonly isProblem?: boolean;
  /** Headers beside those of CORS. `?` at the end: not on every answer. */
  readonly headers?: readonly (HeaderName | `${HeaderName}?`)[];
}

/** Everything that the document says about one route. Answers that many routes share are added: `common-answers.ts`. */
export interface Route {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: 'anyone' | 'ADMIN';
  /** An object with a schema for each parameter of the path. */
  readonly path?: z.ZodMiniObject;
  /** An object with a schema for each parameter of the query. */
  readonly query?: z.ZodMiniObject;
  readonly headers?: readonly RequestHeader[];
  readonly body?: z.ZodMiniType;
  /** Default: `application/json`. */
  readonly bodyTypes?: readonly string[];
  readonly answers: Readonly<Record<number, Answer>>;
  /** Its names are unique in the route: they tie a request of the document to its answer. */
  readonly examples: Readonly<Record<string, Example>>;
}

/** Routes by method and path, e.g. `GET /product`. */
export type Routes = Readonly<Record<`${string} /${string}`, Route>>;
