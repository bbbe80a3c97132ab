import {
  itemOutcome,
  outcomeOf,
  versionIn,
  type BatchEntry,
  type Outcome,
  type ProductRequest,
} from '@product-service/ledger';
import type { HttpAnswer, HttpRequest } from './http-call.js';
import type { Step, Wish } from './step.js';

/** The HTTP request of a step. */
export const requestOf = (step: Step): HttpRequest => {
  switch (step.kind) {
    case 'single':
      return withKey(singleRequest(step.wish), step.idempotencyKey);
    case 'list': {
      const ids = step.wishes.map(({ productId }) => encodeURIComponent(productId)).join(',');
      return { method: 'GET', path: `/product?ids=${ids}` };
    }
    case 'batch':
      return withKey(
        { method: 'POST', path: '/product/batch', body: { items: step.wishes.map(itemOf) } },
        step.idempotencyKey,
      );
  }
};

export const wishesOf = (step: Step): readonly Wish[] => (step.kind === 'single' ? [step.wish] : step.wishes);

/** The outcome of each wish. `undefined` stands for no answer. */
export const outcomesOf = (step: Step, answer: HttpAnswer | undefined): readonly Outcome[] => {
  const wishes = wishesOf(step);
  if (!answer) return wishes.map(() => ({ kind: 'unknown' }));
  const { status, body } = answer;
  if (step.kind === 'single' || status !== 200) {
    return wishes.map(() => outcomeOf(status, body, versionIn(answer.headers.get('etag'))));
  }
  const entries = body?.data as readonly unknown[];
  return wishes.map((wish, index) =>
    step.kind === 'list' ? listedOutcome(entries, wish) : itemOutcome(entries[index] as BatchEntry),
  );
};

/** A product that a list does not contain does not exist. */
const listedOutcome = (entries: readonly unknown[], { productId }: Wish): Outcome => {
  const data = entries.find((entry) => (entry as { productId: string }).productId === productId);
  return data ? outcomeOf(200, { data, message: '' }, undefined) : { kind: 'absent' };
};

const singleRequest = ({ productId, request }: Wish): HttpRequest => {
  const path = `/product/${encodeURIComponent(productId)}`;
  const headers = ifMatch(request);
  switch (request.kind) {
    case 'create':
      return { method: 'POST', path: '/product', body: { id: productId, ...detailsOf(request) } };
    case 'update':
      return { method: 'PUT', path: '/product', body: { id: productId, ...detailsOf(request) }, headers };
    case 'patch':
      return { method: 'PATCH', path, body: { price: request.price }, headers };
    case 'delete':
      return { method: 'DELETE', path, headers };
    case 'get':
      return { method: 'GET', path };
  }
};

const itemOf = ({ productId, request }: Wish): object => {
  const ifVersion = 'ifVersion' in request &&
    request.ifVersion !== undefined && { ifVersion: request.ifVersion };
  const details = request.kind === 'create' || request.kind === 'update' ? detailsOf(request) : {};
  return { action: request.kind, product: { id: productId, ...details }, ...ifVersion };
};

const detailsOf = ({ name, price }: { readonly name: string; readonly price: number }) => ({ name, price });

const ifMatch = (request: ProductRequest): Record<string, string> =>
  'ifVersion' in request && request.ifVersion !== undefined ? { 'if-match': `"${request.ifVersion}"` } : {};

const withKey = (request: HttpRequest, key: string | undefined): HttpRequest =>
  key === undefined ? request : { ...request, headers: { ...request.headers, 'idempotency-key': key } };
