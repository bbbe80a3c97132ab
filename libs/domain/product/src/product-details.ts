import type { EveryField, ProductDetails } from '@product-service/events';
import { DomainError } from './domain-error.js';
import { checkName } from './product-name.js';

/** 14 significant digits with the 4 decimals: exact as a JSON number and as `numeric(14, 4)`. */
export const MAX_PRICE = 1_000_000_000;
export const PRICE_DECIMALS = 4;

/** What an administrator decides about a product, as it is kept. Here each detail is named; others copy them all. */
export type KeptDetails = EveryField<ProductDetails>;

/** The details as they are kept. @throws DomainError product/invalid-name, product/invalid-price */
export const checkDetails = ({ name, price }: ProductDetails): KeptDetails => ({
  name: checkName(name),
  price: checkPrice(price),
});

/** The details alone, of an object that has more. */
export const detailsOf = ({ name, price }: KeptDetails): KeptDetails => ({ name, price });

/** Whether no detail differs. */
export const sameDetails = (a: KeptDetails, b: KeptDetails): boolean => {
  const details = Object.keys(detailsOf(a)) as (keyof KeptDetails)[];
  return details.every((detail) => a[detail] === b[detail]);
};

/** The price as it is kept. @throws DomainError product/invalid-price */
const checkPrice = (price: number): number => {
  const refuse = (why: string): never => {
    throw new DomainError('product/invalid-price', `price ${why}`);
  };
  if (!Number.isFinite(price)) refuse('must be a number');
  if (price <= 0) refuse('must be greater than 0');
  if (price > MAX_PRICE) refuse(`must be no greater than ${MAX_PRICE}`);
  if (price !== roundPrice(price)) refuse(`must have no more than ${PRICE_DECIMALS} decimals`);
  return price;
};

/** The price with as many decimals as are kept: half a unit goes up. */
export const roundPrice = (price: number): number => Number(price.toFixed(PRICE_DECIMALS));
