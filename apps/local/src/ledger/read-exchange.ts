import {
  itemOutcome,
  outcomeOf,
  versionIn,
  type AnswerBody,
  type BatchEntry,
  type Operation,
  type Outcome,
  type ProductRequest,
} from '@product-service/ledger';
import { productIdOf } from '@product-service/product';
import type { Exchange } from '../core/observation.js';

/** An operation on one product, as the API saw it. */
export interface SeenOperation extends Omit<Operation, 'id'> {
  /** The same for requests that are one wish of the client: those with the same idempotency key. */
  readonly key?: string | undefined;
}

/**
 * The operations on products in an exchange: none if it is no request for certain products, or if it was refused. Lists are left
 * out, because they show no versions.
 */
export const readExchange = (exchange: Exchange): SeenOperation[] =>
  (isBatch(exchange) ? batchItems(exchange) : single(exchange)).filter(tellsSomething);

/** Of a read without a product in the answer, e.g. 304, nothing is learned. */
const tellsSomething = ({ request, outcome: { kind } }: SeenOperation): boolean =>
  kind !== 'refused' && kind !== 'version-mismatch' && (request.kind !== 'get' || kind !== 'unknown');

type Fields = Readonly<Record<string, unknown>>;

const PATH = /^\/product(?:\/([^/?]+))?(?:\?|$)/;
const isBatch = ({ method, path }: Exchange): boolean =>
  method === 'POST' && PATH.exec(path)?.[1] === 'batch';

const single = (exchange: Exchange): SeenOperation[] => {
  const { status, answerHeaders, answerBody, requestHeaders, requestBody } = exchange;
  const answer = objectIn(answerBody);
  const entityTag = answerHeaders.find(([name]) => name.toLowerCase() === 'etag')?.[1];
  const outcome = outcomeOf(status, answer as AnswerBody | undefined, versionIn(entityTag));
  const ifMatch = requestHeaders['if-match'];
  const wish = wishOf(exchange, objectIn(requestBody) ?? {}, {
    outcome,
    ifVersion: typeof ifMatch === 'string' ? versionIn(ifMatch.trim()) : undefined,
  });
  return wish ? [operationOf(exchange, wish, outcome)] : [];
};

const batchItems = (exchange: Exchange): SeenOperation[] => {
  const items = objectIn(exchange.requestBody)?.['items'];
  const entries = objectIn(exchange.answerBody)?.['data'];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown, index): SeenOperation[] => {
    const { action, product, ifVersion } = fieldsOf(item) ?? {};
    const entry: unknown = exchange.status === 200 && Array.isArray(entries) ? entries[index] : undefined;
    const outcome: Outcome = fieldsOf(entry)
      ? itemOutcome(entry as BatchEntry)
      : outcomeOf(exchange.status, objectIn(exchange.answerBody) as AnswerBody | undefined, undefined);
    const wish = detailsWish(action === 'create' ? 'create' : 'update', fieldsOf(product) ?? {}, {
      outcome,
      ifVersion: typeof ifVersion === 'number' ? ifVersion : undefined,
    });
    return wish ? [operationOf(exchange, wish, outcome, `/${index}`)] : [];
  });
};

interface Wish {
  readonly productId: string;
  readonly request: ProductRequest;
}
interface Context {
  readonly outcome: Outcome;
  readonly ifVersion: number | undefined;
}

const wishOf = ({ method, path }: Exchange, body: Fields, context: Context): Wish | undefined => {
  const match = PATH.exec(path);
  if (!match) return undefined;
  const productId = match[1] === undefined ? undefined : decoded(match[1]);
  const { ifVersion } = context;
  if (productId === undefined) {
    if (match[1] !== undefined) return undefined;
    if (method === 'POST') return detailsWish('create', body, context);
    return method === 'PUT' ? detailsWish('update', body, context) : undefined;
  }
  if (method === 'GET') return { productId, request: { kind: 'get' } };
  if (method === 'DELETE') return { productId, request: { kind: 'delete', ifVersion } };
  if (method !== 'PATCH') return undefined;
  const { name, price } = body;
  return {
    productId,
    request: {
      kind: 'patch',
      name: typeof name === 'string' ? (storedName(context) ?? name) : undefined,
      price: typeof price === 'number' ? price : undefined,
      ifVersion,
    },
  };
};

const detailsWish = (kind: 'create' | 'update', body: Fields, context: Context): Wish | undefined => {
  const name = storedName(context) ?? body['name'];
  const { price, id: ownId } = body;
  if (typeof name !== 'string' || typeof price !== 'number') return undefined;
  const productId = typeof ownId === 'string' ? ownId : kind === 'create' ? productIdOf(name) : undefined;
  if (productId === undefined) return undefined;
  const request: ProductRequest =
    kind === 'create' ? { kind, name, price } : { kind, name, price, ifVersion: context.ifVersion };
  return { productId, request };
};

/** A name is stored in a normal form, which the answer shows. */
const storedName = ({ outcome }: Context): string | undefined =>
  outcome.kind === 'done' ? outcome.product?.name : undefined;

const operationOf = (exchange: Exchange, wish: Wish, outcome: Outcome, position = ''): SeenOperation => {
  const { method, path, requestHeaders, from, to } = exchange;
  const key = requestHeaders['idempotency-key'];
  return {
    ...wish,
    outcome,
    // Rounding keeps the order, and the text of an operation stays short.
    from: Math.round(from),
    to: Math.round(to),
    key: typeof key === 'string' ? `${method} ${path} ${key}${position}` : undefined,
  };
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const objectIn = (text: string): Fields | undefined => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
