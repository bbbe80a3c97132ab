import type { KeptDetails } from '../product-details.js';

/** At least two values of each detail: the first for a new product, the others for updates. End optional ones with `undefined`. */
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

/** All details with their first values. */
export const firstDetails = (): KeptDetails =>
  Object.fromEntries(DETAILS.map((detail) => [detail, DETAIL_VALUES[detail][0]])) as KeptDetails;

/** The details of successive updates: {@link firstDetails} with each further value of `detail`. */
export const changesOf = (detail: keyof KeptDetails): KeptDetails[] =>
  DETAIL_VALUES[detail].slice(1).map((value) => ({ ...firstDetails(), [detail]: value }));
