import type { Details } from '../history/event.js';
import type { Operation, Outcome, ProductRequest, SeenProduct } from '../history/operation.js';

export const describeDetails = ({ name, price }: Details): string => `"${name}" at ${price}`;

/** For example `update to "Latte" at 3 if version 2`. */
export const describeRequest = (request: ProductRequest): string => {
  const condition =
    'ifVersion' in request && request.ifVersion !== undefined ? ` if version ${request.ifVersion}` : '';
  switch (request.kind) {
    case 'create':
      return `create ${describeDetails(request)}`;
    case 'update':
      return `update to ${describeDetails(request)}${condition}`;
    case 'patch':
      return `${describePatch(request)}${condition}`;
    case 'delete':
      return `delete${condition}`;
    case 'get':
      return 'get';
  }
};

const describePatch = ({
  name,
  price,
}: {
  readonly name?: string | undefined;
  readonly price?: number | undefined;
}): string =>
  [name === undefined ? [] : `patch name to "${name}"`, price === undefined ? [] : `patch price to ${price}`]
    .flat()
    .join(', ');

const describeProduct = (product: SeenProduct): string => {
  const brackets = product.pricingBrackets?.map(({ quantity, price }) => `${quantity}:${price}`).join(' ');
  return [
    describeDetails(product),
    product.version === undefined ? [] : `version ${product.version}`,
    `stock ${product.stockLevel}`,
    brackets === undefined ? [] : `brackets [${brackets}]`,
  ]
    .flat()
    .join(', ');
};

export const describeOutcome = (outcome: Outcome): string =>
  outcome.kind === 'done' && outcome.product ? `done: ${describeProduct(outcome.product)}` : outcome.kind;

/** One line: id, from, to, request and answer. */
export const describeOperation = ({ id, from, to, request, outcome }: Operation): string =>
  `#${id} ${from}–${outcome.kind === 'unknown' ? '…' : to} ms: ${describeRequest(request)} → ${describeOutcome(outcome)}`;
