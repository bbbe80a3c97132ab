import fc from 'fast-check';
import { hostileText } from './texts.js';

/** The parameters of a query, decoded, each with its values. */
export type Query = Readonly<Record<string, readonly string[]>>;

const encodedCursor = (content: unknown): string =>
  Buffer.from(JSON.stringify(content)).toString('base64url');
const TIMES = [
  '2026-11-22T09:30:00Z',
  '2026-11-22T09:30:00.123456789+01:00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+23:59',
  '2026-02-30T00:00:00Z',
  '2026-11-22',
  '24:00',
  '1e3',
  '١٩٩٩-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
];

/** The cursor is opaque, but a client can make one of its own. */
const cursors: fc.Arbitrary<string> = fc.oneof(
  hostileText,
  fc.base64String({ maxLength: 60 }),
  fc
    .oneof(hostileText, fc.constantFrom('\0', 'A\0', '\ud800'))
    .map((id) => encodedCursor([id, null, TIMES[0]])),
  fc
    .tuple(hostileText, fc.oneof(fc.constant(null), fc.constantFrom(...TIMES)), fc.constantFrom(...TIMES))
    .map(encodedCursor),
  fc.json().map((json) => Buffer.from(json).toString('base64url')),
);

const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  limit: fc.oneof(
    fc.integer({ min: -1, max: 1_001 }).map(String),
    fc.constantFrom(
      '',
      '0',
      '00',
      '1e2',
      '0x10',
      ' 5',
      '5 ',
      '+5',
      '1.0',
      '٥',
      '１０',
      '9'.repeat(400),
      'NaN',
      'null',
    ),
    hostileText,
  ),
  cursor: cursors,
  ids: fc.oneof(
    fc.array(hostileText, { maxLength: 5 }).map((ids) => ids.join(',')),
    fc.constantFrom(
      ',',
      '%',
      '%00',
      '%2C',
      'A,,B',
      'A'.repeat(5_000),
      Array(100).fill('A').join(','),
      Array(101).fill('A').join(','),
    ),
    fc.constantFrom('FLATWHITE', 'PRODUCT1,PRODUCT2', 'WARE1,DING2'),
  ),
  updatedSince: fc.oneof(
    fc.constantFrom(...TIMES),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    hostileText,
  ),
  includeDeleted: fc.oneof(
    fc.constantFrom('true', 'false'),
    fc.constantFrom('', 'TRUE', '1', 'yes'),
    hostileText,
  ),
};

const known = fc
  .constantFrom(...Object.entries(VALUES))
  .chain(([name, values]) =>
    fc.tuple(fc.constant(name), fc.array(values, { minLength: 1, maxLength: 2, size: '-1' })),
  );
const unknown = fc.tuple(hostileText, fc.array(hostileText, { maxLength: 3 }));

/** Parameters that the list knows, and others. Some queries have very many. */
export const hostileQuery: fc.Arbitrary<Query> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .array(fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: unknown }), {
        minLength: 1,
        maxLength: 3,
        size: '-2',
      })
      .map((entries) => Object.fromEntries(entries)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(200, 2_000)
      .map((count) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, [`${index}`]])),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(101, 3_000).map((count) => ({ ids: Array<string>(count).fill('A') })),
  },
);
