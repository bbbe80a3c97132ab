import type * as z from 'zod/mini';
import type { RequestErrorCode } from './error-codes.js';
import { RequestError } from './request.js';

/** A batch may have very many issues. */
const MAX_ISSUES = 20;

interface Place {
  /** The code of an invalid part. A body that is invalid as a whole has its own. */
  readonly code: RequestErrorCode;
  /** Path of the value as a whole. Default: it is the body. */
  readonly path?: string;
}

/** Checks a value against a schema. @throws RequestError */
export const validated = <S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  { code, path: whole = '' }: Place = { code: 'request/invalid-field' },
): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({
    path: path.length === 0 ? whole : path.join('.'),
    code: path.length === 0 && code === 'request/invalid-field' ? ('request/invalid-body' as const) : code,
    message,
  }));
  throw new RequestError(400, issues);
};
