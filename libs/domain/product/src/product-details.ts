import type { ProductDetails } from '@product-service/events';
import { DomainError } from './domain-error.js';

export const MIN_NAME_LENGTH = 4;
/** In characters (code points): 1,020 bytes at most, as Aurora DSQL's keys hold 1 KiB. */
export const MAX_NAME_LENGTH = 255;
/** 14 significant digits with the 4 decimals: exact as a JSON number and as `numeric(14, 4)`. */
export const MAX_PRICE = 1_000_000_000;
export const PRICE_DECIMALS = 4;

/** The product's id for all its life, whatever it is renamed to: its first name, upper-cased, without spaces. */
export const productIdOf = (name: string): string => name.toUpperCase().replaceAll(' ', '');

/** @throws DomainError product/invalid-name, product/invalid-price */
export const checkDetails = ({ name, price }: ProductDetails): ProductDetails => {
  checkName(name);
  checkPrice(price);
  return { name, price };
};

const checkName = (name: string): void => {
  const refuse = (why: string): never => {
    throw new DomainError('product/invalid-name', `name ${why}`);
  };
  // PostgreSQL stores neither.
  if (!name.isWellFormed() || name.includes('\0')) refuse('must be well-formed Unicode without NUL');
  const length = codePoints(name);
  if (length < MIN_NAME_LENGTH) refuse(`must be longer than ${MIN_NAME_LENGTH - 1} characters`);
  if (length > MAX_NAME_LENGTH) refuse(`must be no longer than ${MAX_NAME_LENGTH} characters`);
  const id = productIdOf(name);
  if (id === '') refuse('must have a character other than a space');
  if (codePoints(id) > MAX_NAME_LENGTH) refuse('is too long once upper-cased');
};

const checkPrice = (price: number): void => {
  const refuse = (why: string): never => {
    throw new DomainError('product/invalid-price', `price ${why}`);
  };
  if (!Number.isFinite(price)) refuse('must be a number');
  if (price <= 0) refuse('must be greater than 0');
  if (price > MAX_PRICE) refuse(`must be no greater than ${MAX_PRICE}`);
  if (price !== roundPrice(price)) refuse(`must have no more than ${PRICE_DECIMALS} decimals`);
};

/** The price with as many decimals as are kept: half a unit goes up. */
export const roundPrice = (price: number): number => Number(price.toFixed(PRICE_DECIMALS));

const codePoints = (text: string): number => [...text].length;
