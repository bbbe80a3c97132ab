import type { EveryField, ProductDetails } from '@product-service/events';
import { DomainError } from './domain-error.js';
import { checkName } from './product-name.js';

/** With 4 decimals this is 14 significant digits: exact both as a JSON number and as `numeric(14, 4)`. */
export const MAX_PRICE = 1_000_000_000;
export const PRICE_DECIMALS = 4;

/** The details as stored, with every field named, including the optional ones. */
export type KeptDetails = EveryField<ProductDetails>;

/** New values of some details. The others keep theirs. */
export type DetailsPatch = { readonly [Detail in keyof ProductDetails]?: ProductDetails[Detail] | undefined };

/** Validates and normalises the details. @throws DomainError product/invalid-name, product/invalid-price */
export const checkDetails = ({ name, price }: ProductDetails): KeptDetails => ({
  name: checkName(name),
  price: checkPrice(price),
});

/**
 * Replaces some details. Only the new values are validated: a name from before a rule existed does not prevent a new price.
 * @throws DomainError product/invalid-name, product/invalid-price
 */
export const patchDetails = (current: KeptDetails, patch: DetailsPatch): KeptDetails => ({
  name: patch.name === undefined ? current.name : checkName(patch.name),
  price: patch.price === undefined ? current.price : checkPrice(patch.price),
});

/** Picks the details from a larger object. */
export const detailsOf = ({ name, price }: KeptDetails): KeptDetails => ({ name, price });

/** Compares each detail by `===`. */
export const sameDetails = (a: KeptDetails, b: KeptDetails): boolean => {
  const details = Object.keys(detailsOf(a)) as (keyof KeptDetails)[];
  return details.every((detail) => a[detail] === b[detail]);
};

/** @throws DomainError product/invalid-price */
const checkPrice = (price: number): number => {
  const reject = (why: string): never => {
    throw new DomainError('product/invalid-price', `price ${why}`);
  };
  if (!Number.isFinite(price)) reject('must be a number');
  if (price <= 0) reject('must be greater than 0');
  if (price > MAX_PRICE) reject(`must be no greater than ${MAX_PRICE}`);
  if (price !== roundPrice(price)) reject(`must have no more than ${PRICE_DECIMALS} decimals`);
  return price;
};

/** Rounds half up to the stored number of decimals. */
export const roundPrice = (price: number): number => Number(price.toFixed(PRICE_DECIMALS));
