import type { Outcome, SeenProduct } from './operation.js';

/** The envelope of every answer of the API. */
export interface AnswerBody {
  readonly data: unknown;
  readonly message: string;
  readonly errors?: readonly { readonly code: string }[];
}

/** The entry of an item in the answer to a batch. */
export interface BatchEntry extends AnswerBody {
  readonly status: number;
  readonly version?: number;
}

/** The code of an error, which tells clients what to do. */
export const codeOf = (body: AnswerBody | undefined): string => body?.errors?.[0]?.code ?? '';

/** What an answer to a request for one product tells. `version` is the one of the answer, if it has one. */
export const outcomeOf = (
  status: number,
  body: AnswerBody | undefined,
  version: number | undefined,
): Outcome => {
  if (status === 200 || status === 201) {
    return {
      kind: 'done',
      product: body?.message === UNCHANGED ? undefined : productIn(body?.data, version),
    };
  }
  if (status === 404) return { kind: 'absent' };
  if (status === 412) return { kind: 'version-mismatch' };
  if (REFUSALS.has(status)) return { kind: 'refused' };
  if (status === 409) return { kind: codeOf(body) === 'product/already-exists' ? 'exists' : 'refused' };
  if (status === 503 && NOTHING_WRITTEN.has(codeOf(body))) return { kind: 'refused' };
  return { kind: 'unknown' };
};

/** 401: also if the clock of the function is behind, so the token is from the future. */
const REFUSALS = new Set([400, 401, 403, 413, 422, 429]);
const UNCHANGED = 'No updates required';
const NOTHING_WRITTEN = new Set(['service/unavailable', 'batch/not-attempted']);

export const itemOutcome = (entry: BatchEntry): Outcome => outcomeOf(entry.status, entry, entry.version);

/** The version in an `ETag` or `If-Match`. */
export const versionIn = (entityTag: string | null | undefined): number | undefined => {
  const [, version] = /^"(\d+)"$/.exec(entityTag ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
};

/** Answers without a product have a text. */
const productIn = (data: unknown, version: number | undefined): SeenProduct | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const { name, price, stockLevel, pricingBrackets } = data as SeenProduct;
  return { name, price, stockLevel, pricingBrackets, version };
};

/**
 * What is known after several requests with the same idempotency key. One without an answer may be executed later than the next one.
 * The next one tells what happened only if it has changed the product, or got the outcome of the first.
 */
export const combined = (earlier: Outcome | undefined, last: Outcome): Outcome => {
  if (earlier?.kind === 'done') return earlier;
  return earlier?.kind === 'unknown' && last.kind !== 'done' ? earlier : last;
};
