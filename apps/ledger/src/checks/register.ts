import type { Details } from '../history/event.js';
import type { Outcome, ProductRequest } from '../history/operation.js';

/** A product as its clients change it: `undefined` if it does not exist. Versions and facts are checked elsewhere. */
export type Register = Details | undefined;

export const sameDetails = (a: Details, b: Details): boolean => a.name === b.name && a.price === b.price;

/** The product after the request, whatever is answered. Unchanged if the service would refuse it. */
export const effectOf = (request: ProductRequest, state: Register): Register => {
  switch (request.kind) {
    case 'create':
      return state ?? { name: request.name, price: request.price };
    case 'update':
      return state && { name: request.name, price: request.price };
    case 'patch':
      return state && { name: request.name ?? state.name, price: request.price ?? state.price };
    case 'delete':
      return undefined;
    case 'get':
      return state;
  }
};

/** Whether the product that was in this state can have given this answer (docs/contract.md). */
export const explains = (state: Register, request: ProductRequest, outcome: Outcome): boolean => {
  if (outcome.kind === 'absent') return !state && request.kind !== 'create';
  if (outcome.kind === 'exists')
    return request.kind === 'create' && state !== undefined && !sameDetails(state, request);
  if (outcome.kind !== 'done') return true;
  const after = effectOf(request, state);
  const showsIt = !outcome.product || (after !== undefined && sameDetails(after, outcome.product));
  switch (request.kind) {
    case 'create':
      return showsIt && after !== undefined && sameDetails(after, request);
    case 'update':
    case 'patch': {
      const isChange = outcome.product !== undefined;
      return showsIt && !!state && !!after && isChange !== sameDetails(after, state);
    }
    case 'delete':
      return state !== undefined;
    case 'get':
      return showsIt && state !== undefined && outcome.product !== undefined;
  }
};
