import fc from 'fast-check';

/** A line that no function writes. If it begins a line of a log, the input has forged it. */
export const FORGED_LINE = '{"level":"INFO","message":"FORGED BY AN INPUT"}';

/** What ends a line, for a terminal, a log shipper or a viewer. */
const LINE_ENDS = ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\u001e'];

const INJECTIONS = [
  ...LINE_ENDS.map((end) => `Flat White${end}${FORGED_LINE}${end}`),
  'Flat\r\nSet-Cookie: admin=1\r\n\r\n<script>alert(1)</script>',
  '\u001b[2J\u001b[31mred\u001b[0m',
  "x'; DROP TABLE product_api.products; --",
  "' OR '1'='1",
  '$1',
  '%s%n%x',
  '{{7*7}}',
  '${jndi:ldap://localhost/x}',
  '$(id)',
  '`id`',
  '| id',
  '*',
  '%',
  '_',
  '\\',
  '\\u0000',
  '\\x00',
  '"',
  "'",
  '<!--',
  ']]>',
];

const PROTOTYPE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'toJSON',
];

const UNICODE = [
  '\0',
  'a\0b',
  '\u0001',
  '\u007f',
  '\u0080',
  '\u00ad',
  '\ufeff',
  '\ufffd',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  'a\ud83d',
  '\ude00b',
  '\udc00\ud800',
  `e${'\u0301'.repeat(500)}`,
  'Å',
  'A\u030a',
  '\u212b',
  'ﬁle',
  'ß'.repeat(255),
  'İstanbul',
  'ı',
  'ŉ'.repeat(200),
  '\u202eetihW talF',
  '\u2066Flat\u2069',
  '\u200b',
  '\u200d',
  'Fl\u200bat',
  '\u2800\u2800\u2800\u2800',
  '\u3164\u3164\u3164\u3164',
  'Flаt White',
  'ＦＬＡＴ',
  '𝐅𝐥𝐚𝐭',
  '👩‍👩‍👧‍👦'.repeat(40),
  '🏳️‍🌈',
  '🇩🇪',
  '👍🏽',
  '#️⃣',
  '\u{10ffff}',
  '\u{e0001}',
  '\u{f0000}',
  '\u{1f600}'.repeat(255),
  'ﷺ'.repeat(255),
  '\u1e9e',
  ' ',
  '    ',
  '\t',
  '\u00a0\u00a0\u00a0\u00a0',
  '\u3000',
];

const PATHS = [
  '.',
  '..',
  '../..',
  '../../etc/passwd',
  '/',
  '//',
  'a/b',
  '\\..\\',
  '%2e%2e',
  '%2f',
  '%00',
  ';',
  ';a=b',
  '?',
  '#',
  'batch',
  'BATCH',
];

const SIZES = [0, 1, 3, 4, 255, 256, 900, 901, 1024, 1025, 10_000, 60_000];

/** Texts that have broken programs. Most are short. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...INJECTIONS) },
  { weight: 2, arbitrary: fc.constantFrom(...PROTOTYPE) },
  { weight: 4, arbitrary: fc.constantFrom(...UNICODE) },
  { weight: 1, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code)),
      maxLength: 10,
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'é', '☕', '\u{1f600}', '\u0301', ' ', '%', '\ud800'),
        fc.constantFrom(...SIZES),
      )
      .map(([unit, size]) => unit.repeat(size)),
  },
);

/** Names that follow the rules, or nearly. */
export const likelyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'Flat White',
    'Latte',
    'Café crème',
    'E\u0301spresso',
    'मोची',
    'Ünïcode ☕',
    'a'.repeat(255),
    'x'.repeat(256),
  ),
  fc
    .tuple(fc.constantFrom('Product ', 'Ware ', 'Ding\u00a0'), fc.nat(300))
    .map(([word, number]) => word + number),
);
