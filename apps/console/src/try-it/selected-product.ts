import { signal } from '@preact/signals';

/** Id of the product that is changed next. Empty: none. */
export const selectedProduct = signal('');
