import { randomBytes } from 'node:crypto';

/** Part of all names of this run, so that it does not meet products, queues and rules of others. */
export const RUN = randomBytes(4).toString('hex').toUpperCase();

/** A name of a product that no other run uses. */
export const named = (name: string): string => `${name} ${RUN}`;

/** The id of the product that is {@link named} so: a contract with clients, written out here on purpose. */
export const idOf = (name: string): string => named(name).toUpperCase().replaceAll(' ', '');
