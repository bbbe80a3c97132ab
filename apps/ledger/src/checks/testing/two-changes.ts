import { create, createdEvent, get, operation, shows, update, updatedEvent } from './operations.js';

/** The product at a version. */
export const at = (price: number, version: number) => shows(price, { version });
/** It is created with the price 1. */
export const created = operation(0, 1, create(1), at(1, 1));
export const first = createdEvent(1, 1);

/** It is changed twice, and each change is published. */
export const twoChanges = [
  created,
  operation(2, 3, update(2), at(2, 2)),
  operation(4, 5, update(3), at(3, 3)),
];
export const events = [first, updatedEvent(2, 1, 2), updatedEvent(3, 2, 3)];

/** The read at the end. */
export const endOf = (price: number, version?: number) => operation(90, 91, get, shows(price, { version }));
