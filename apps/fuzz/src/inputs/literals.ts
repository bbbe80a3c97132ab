import fc from 'fast-check';

/** Numbers as JSON text: a value would lose what is special about them. Some are no JSON. */
const NUMBERS = [
  '0',
  '-0',
  '0.0',
  '-1',
  '1e0',
  '1E+2',
  '0.0001',
  '0.00001',
  '0.00005',
  '1.00000000000000000001',
  '0.1e1',
  '1e308',
  '1e309',
  '-1e309',
  '1e400',
  '5e-324',
  '1e-400',
  '2.2250738585072011e-308',
  '9007199254740991',
  '9007199254740993',
  '-9007199254740993',
  '1000000000',
  '1000000000.0001',
  '999999999.9999',
  '2147483647',
  '2147483648',
  '4294967296',
  '9223372036854775807',
  '18446744073709551616',
  `1${'0'.repeat(400)}`,
  `0.${'0'.repeat(2_000)}1`,
  `${'9'.repeat(30_000)}`,
  `1e${'9'.repeat(300)}`,
  'NaN',
  'Infinity',
  '-Infinity',
  '0x10',
  '0b1',
  '0o7',
  '01',
  '1.',
  '.5',
  '+1',
  '1_000',
  '1n',
  '１２',
  '٣',
  '--1',
  '1e',
  '1,5',
];

const OTHERS = [
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '""',
  '"1"',
  '[1,2,3]',
  '{"price":1}',
  '{"__proto__":{"price":1}}',
  'undefined',
  "'text'",
  'None',
  '{,}',
  '[1,]',
  '"\\u0000"',
  '"\\ud800"',
  '"\\x41"',
  '"\n"',
  '/*c*/1',
  '',
];

/** Nested so often that a recursive reader overflows its stack. */
const nested = fc
  .tuple(
    fc.constantFrom(['[', ']'], ['{"a":', '}'], ['[{"a":', '}]']),
    fc.constantFrom(2, 11, 100, 1_000, 8_000, 30_000),
    fc.boolean(),
  )
  .map(([[open = '', close = ''], depth, isClosed]) => {
    // A body of a single product has at most 64 KiB.
    const levels = Math.min(depth, Math.floor(60_000 / (open.length + close.length)));
    return `${open.repeat(levels)}1${isClosed ? close.repeat(levels) : ''}`;
  });

/** Text that stands for a value in a JSON text. */
export const hostileLiteral: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 4, arbitrary: fc.constantFrom(...OTHERS) },
  { weight: 2, arbitrary: nested },
  { weight: 2, arbitrary: fc.double().map(String) },
  { weight: 2, arbitrary: fc.json() },
);
