import type { KeptDetails } from '../product-details.js';

/** At least two values of each detail; a product is created with the first. An optional detail has `undefined`, too. */
const DETAIL_VALUES = {
  name: ['Flat White', 'Flat Black'],
  price: [3.45, 4],
} satisfies {
  [Detail in keyof KeptDetails]: readonly [
    KeptDetails[Detail],
    KeptDetails[Detail],
    ...KeptDetails[Detail][],
  ];
};

export const DETAILS = Object.keys(DETAIL_VALUES) as (keyof KeptDetails)[];

/** Every detail with its first value. */
export const firstDetails = (): KeptDetails =>
  Object.fromEntries(DETAILS.map((detail) => [detail, DETAIL_VALUES[detail][0]])) as KeptDetails;

/** Details that differ from those before them in `detail` only, the first ones from {@link firstDetails}. */
export const changesOf = (detail: keyof KeptDetails): KeptDetails[] =>
  DETAIL_VALUES[detail].slice(1).map((value) => ({ ...firstDetails(), [detail]: value }));
