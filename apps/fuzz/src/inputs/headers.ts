import fc from 'fast-check';
import { hostileText } from './texts.js';

/** Names and values, in the order in which they were sent. A name may come several times. */
export type Headers = readonly (readonly [name: string, value: string])[];

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'Content-Type': [
    'application/json',
    'application/json; charset=utf-16',
    'application/merge-patch+json',
    'text/plain',
    'text/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'image/png',
    '',
    'a',
    ';;;',
    'application/json, text/html',
  ],
  'Content-Encoding': ['gzip', 'br', 'identity', 'deflate, gzip', 'x'],
  Accept: [
    'application/json',
    'application/problem+json',
    'application/problem+json;q=0',
    'APPLICATION/PROBLEM+JSON; q=0.0',
    '*/*',
    'text/html',
    'image/png',
    ',',
    ';q=',
    `${'a/b,'.repeat(2_000)}`,
  ],
  'If-Match': [
    '*',
    '"1"',
    '"2"',
    'W/"1"',
    '1',
    '"',
    '""',
    '"1","2"',
    '"1" "2"',
    '"99999999999"',
    '"1',
    `${'"1",'.repeat(1_000)}"2"`,
    '"\u00e9"',
  ],
  'If-None-Match': [
    '*',
    '"1"',
    'W/"1"',
    '1',
    '"a", "1"',
    ',',
    `${'"'.repeat(2_001)}`,
    `"${'\\'.repeat(2_000)}`,
  ],
  'Idempotency-Key': ['key', '"key"', '""', '"', ' ', 'a'.repeat(255), 'a'.repeat(256), 'é', '🔑', 'a,b'],
  traceparent: [
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-0-0-00',
    'ff-00',
    '00-00000000000000000000000000000000-0000000000000000-01',
    'x'.repeat(5_000),
  ],
  tracestate: ['dd=s:1;t.dm:-1', 'dd=', ','.repeat(600)],
  'x-datadog-trace-id': ['1', '-1', '18446744073709551616', 'NaN'],
  'x-datadog-tags': ['_dd.p.tid=x', '='.repeat(600)],
  baggage: ['a=b', 'user.id=%00', `${'a=b,'.repeat(200)}`],
  Cookie: ['a=b', '__proto__=1'],
  'X-HTTP-Method-Override': ['DELETE'],
  'X-Forwarded-For': ['127.0.0.1', "'"],
  'User-Agent': ['() { :; }; echo x', ''],
  Origin: ['null', 'https://evil.example'],
};

const known: fc.Arbitrary<readonly [string, string]> = fc
  .constantFrom(...Object.entries(KNOWN))
  .chain(([name, values]) => fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...values), hostileText)));

const anyCase = (text: string, choice: number): string =>
  [text, text.toLowerCase(), text.toUpperCase()][choice % 3] ?? text;

/** Headers that a client may send, wrong or right. Some requests have very many. */
export const hostileHeaders: fc.Arbitrary<Headers> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: hostileText.map((key) => [['Idempotency-Key', key] as const]) },
  {
    weight: 10,
    arbitrary: fc.array(
      fc.tuple(known, fc.nat(2)).map(([[name, value], choice]) => [anyCase(name, choice), value] as const),
      { maxLength: 4 },
    ),
  },
  { weight: 1, arbitrary: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 5 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('X-Many', 'Accept', 'If-Match', '__proto__'),
        fc.constantFrom(10, 300, 3_000),
        fc.boolean(),
      )
      .map(([name, count, isSame]) =>
        Array.from(
          { length: count },
          (_, index) => [isSame ? name : `${name}-${index}`, String(index)] as const,
        ),
      ),
  },
);
