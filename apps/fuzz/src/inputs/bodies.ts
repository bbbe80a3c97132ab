import fc from 'fast-check';
import { hostileJson } from './json-text.js';
import { hostileText } from './texts.js';

/** A body as API Gateway hands it over. */
export interface Body {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

const asText = (body: string): Body => ({ body, isBase64Encoded: false });
const asBytes = (bytes: Buffer): Body => ({ body: bytes.toString('base64'), isBase64Encoded: true });

/** Bytes that are no UTF-8, or JSON in another encoding. */
const ENCODINGS: readonly ((text: string) => Body)[] = [
  (text) => asBytes(Buffer.from(text)),
  (text) => asBytes(Buffer.from(text, 'utf16le')),
  (text) => asBytes(Buffer.from(text, 'latin1')),
  (text) => asBytes(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text)])),
  (text) =>
    asBytes(
      Buffer.concat([Buffer.from(text.slice(0, 9)), Buffer.from([0xc0, 0xaf]), Buffer.from(text.slice(9))]),
    ),
  (text) =>
    asBytes(
      Buffer.concat([
        Buffer.from(text.slice(0, 12)),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from(text.slice(12)),
      ]),
    ),
  (text) => ({ body: text, isBase64Encoded: true }),
  (text) => ({ body: `${Buffer.from(text).toString('base64').slice(0, -3)}=`, isBase64Encoded: true }),
  (text) => asText(text.replaceAll('e', '\ufffd')),
];

/** Bodies of these values, of other values, and of no JSON at all. */
export const hostileBody = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  fc.oneof(
    { weight: 14, arbitrary: hostileJson(values).map(asText) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(hostileJson(values), fc.constantFrom(...ENCODINGS))
        .map(([text, encode]) => encode(text)),
    },
    { weight: 1, arbitrary: hostileText.map(asText) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => asBytes(Buffer.from(bytes))) },
    { weight: 1, arbitrary: hostileJson(fc.jsonValue()).map(asText) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Body>(
        { body: null, isBase64Encoded: false },
        { body: null, isBase64Encoded: true },
        { body: '', isBase64Encoded: false },
        asText(' '),
        asText('a=b&name=Flat+White&price=1'),
        asText('<product><name>Flat White</name></product>'),
        asText(`{"name":"${'a'.repeat(600_000)}","price":1}`),
        asText(`{"name":"Flat White","price":${'1'.repeat(65_000)}}`),
        asText(`{${'"a":1,'.repeat(9_000)}"name":"Flat White","price":1}`),
      ),
    },
  );
