import { DomainError } from './domain-error.js';
import { productIdOf } from './product-name.js';

/** An id that the caller chooses: characters that need no encoding in a URL. */
const OWN_ID = /^[A-Za-z0-9._~-]{1,100}$/;
/** `.` and `..` disappear from a path. `/product/batch` is an address of its own. */
const RESERVED_IDS = ['.', '..', 'batch'];

/** The id of a new product: the caller's own, or the one derived from the name. @throws DomainError product/invalid-id */
export const newProductId = (name: string, ownId: string | undefined): string => {
  if (ownId === undefined) return productIdOf(name);
  if (OWN_ID.test(ownId) && !RESERVED_IDS.includes(ownId)) return ownId;
  throw new DomainError(
    'product/invalid-id',
    `id must have 1 to 100 of the characters A-Z a-z 0-9 . _ ~ -, and must not be ${RESERVED_IDS.join(', ')}`,
  );
};
