import type { PriceBracket } from '@product-service/events';
import { DomainError } from './domain-error.js';
import { MAX_PRICE, roundPrice } from './product-details.js';

/** A ladder longer than this is a mistake of its sender. */
export const MAX_PRICE_BRACKETS = 1_000;

/**
 * The whole ladder, by ascending quantity. Prices keep 4 decimals: they are calculated, so
 * digits past those are rounding errors and no reason to refuse the ladder. A bracket that is there twice counts once.
 * @throws DomainError product/invalid-price-brackets
 */
export const checkPriceBrackets = (brackets: readonly PriceBracket[]): PriceBracket[] => {
  const refuse = (why: string): never => {
    throw new DomainError('product/invalid-price-brackets', `priceBrackets ${why}`);
  };
  if (brackets.length > MAX_PRICE_BRACKETS) refuse(`must be no more than ${MAX_PRICE_BRACKETS}`);
  for (const { quantity, price } of brackets) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) refuse('must have integer quantities of 1 or more');
    if (!(price >= 0 && price <= MAX_PRICE)) refuse(`must have prices from 0 to ${MAX_PRICE}`);
  }
  const priceOf = new Map<number, number>();
  for (const { quantity, price } of brackets) {
    const rounded = roundPrice(price);
    if ((priceOf.get(quantity) ?? rounded) !== rounded) refuse('must have one price for each quantity');
    priceOf.set(quantity, rounded);
  }
  return [...priceOf]
    .map(([quantity, price]) => ({ quantity, price }))
    .sort((a, b) => a.quantity - b.quantity);
};
