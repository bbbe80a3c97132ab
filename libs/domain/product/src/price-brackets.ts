import type { PriceBracket } from '@product-service/events';
import { DomainError } from './domain-error.js';
import { MAX_PRICE, roundPrice } from './product-details.js';

/** More brackets than this are a mistake of the sender. */
export const MAX_PRICE_BRACKETS = 1_000;

/**
 * Returns all brackets, sorted by ascending quantity. Prices are rounded to 4 decimals: they are calculated, so further
 * digits are rounding errors and no reason to reject them. A duplicate bracket counts once.
 * @throws DomainError product/invalid-price-brackets
 */
export const checkPriceBrackets = (brackets: readonly PriceBracket[]): PriceBracket[] => {
  const reject = (why: string): never => {
    throw new DomainError('product/invalid-price-brackets', `priceBrackets ${why}`);
  };
  if (brackets.length > MAX_PRICE_BRACKETS) reject(`must be no more than ${MAX_PRICE_BRACKETS}`);
  for (const { quantity, price } of brackets) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) reject('must have integer quantities of 1 or more');
    if (!(price >= 0 && price <= MAX_PRICE)) reject(`must have prices from 0 to ${MAX_PRICE}`);
  }
  const priceOf = new Map<number, number>();
  for (const { quantity, price } of brackets) {
    const rounded = roundPrice(price);
    if ((priceOf.get(quantity) ?? rounded) !== rounded) reject('must have one price for each quantity');
    priceOf.set(quantity, rounded);
  }
  return [...priceOf]
    .map(([quantity, price]) => ({ quantity, price }))
    .sort((a, b) => a.quantity - b.quantity);
};
