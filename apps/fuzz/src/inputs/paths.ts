import fc from 'fast-check';
import { hostileText, likelyName } from './texts.js';

/** Ids as they stand in a path: API Gateway hands them over percent-encoded. */
const TRICKS = [
  'FLATWHITE',
  'flatwhite',
  '.',
  '..',
  '%2e%2e',
  '%2E%2E%2f..%2f',
  '..%2fproduct',
  'a%2fb',
  'a%5cb',
  '%00',
  'A%00',
  '%0a',
  '%0d%0aSet-Cookie:%20a=b',
  ';',
  'A;jsessionid=1',
  'A;a=b/c',
  '%252e%252e',
  '%25',
  '%',
  '%zz',
  '%c0%af',
  '%e2%82',
  '%ff',
  '%ed%a0%80',
  '%u0041',
  'A%20B',
  'A+B',
  '*',
  '~',
  'batch',
  '__proto__',
  'constructor',
  "'%20OR%201=1",
  '%E2%80%A8',
  '%EF%BF%BF',
  '%F4%90%80%80',
  '',
  ' ',
  '{productId}',
  '%7BproductId%7D',
];

const idOf = (name: string): string => name.toUpperCase().replaceAll(' ', '');

/** The last segment of a path, percent-encoded or not quite. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: likelyName.map((name) => encodeURIComponent(idOf(name))) },
  { weight: 4, arbitrary: fc.constantFrom(...TRICKS) },
  { weight: 3, arbitrary: hostileText.map((text) => encodeURIComponent(text.toWellFormed())) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom(300, 1_000, 9_000).map((length) => '%41'.repeat(length)) },
);
