import fc from 'fast-check';
import { checkName, normalizeName, productIdOf } from './product-name.js';

const refusal = (message: string) =>
  expect.objectContaining({ code: 'product/invalid-name', message: `name ${message}` });
const INVISIBLE = refusal('must not have control, invisible or unassigned characters');
const TOO_SHORT = refusal('must be longer than 3 characters');
const ILLEGIBLE = refusal('must have a letter, a digit or a symbol');

describe('a name', () => {
  it.each([
    ['Flat White', 'Flat White'],
    ['  Flat White ', 'Flat White'],
    ['Flat \t White', 'Flat White'],
    ['Flat\nWhite', 'Flat White'],
    ['\u00a0Flat\u3000White\u2028', 'Flat White'],
    ['Flat\u2800White', 'Flat White'],
    ['Cafe\u0301', 'Café'],
    ['ßßßß', 'ßßßß'],
    ['☕☕☕☕', '☕☕☕☕'],
    ['❤\ufe0f Tea', '❤\ufe0f Tea'],
    ['1\ufe0f\u20e3 Shot', '1\ufe0f\u20e3 Shot'],
    ['\u{1F469}\u200d\u{1F373} special', '\u{1F469}\u200d\u{1F373} special'],
    ['\u{1F469}\u{1F3FD}\u200d\u{1F373} special', '\u{1F469}\u{1F3FD}\u200d\u{1F373} special'],
    ['کافه\u200cها', 'کافه\u200cها'],
    ['क्\u200dषत्र', 'क्\u200dषत्र'],
    ['€€€€', '€€€€'],
    ['--1-', '--1-'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`${' '.repeat(300)}Latte`, 'Latte'],
    ['\u{1F600}'.repeat(225), '\u{1F600}'.repeat(225)],
  ])('%j is stored as %j', (name, kept) => {
    expect(checkName(name)).toBe(kept);
  });

  it.each([
    ['abc', TOO_SHORT],
    [' abc ', TOO_SHORT],
    ['a  b', TOO_SHORT],
    ['     ', TOO_SHORT],
    ['\u00a0\u00a0\u00a0\u00a0', TOO_SHORT],
    [' ..', TOO_SHORT],
    ['\u{1F600}\u{1F600}\u{1F600}', TOO_SHORT],
    ['....', ILLEGIBLE],
    ['----', ILLEGIBLE],
    ['\u0301\u0301\u0301\u0301', ILLEGIBLE],
    ['latte\0', INVISIBLE],
    ['latte\u0007', INVISIBLE],
    ['latte\u001b[31m', INVISIBLE],
    ['latte\u009b', INVISIBLE],
    ['latte\ud800', INVISIBLE],
    ['\udc00latte', INVISIBLE],
    ['latte\ufffd', INVISIBLE],
    ['latte\u200b', INVISIBLE],
    ['\u200b\u200b\u200b\u200b', INVISIBLE],
    ['\ufefflatte', INVISIBLE],
    ['lat\u00adte', INVISIBLE],
    ['lat\u200dte', INVISIBLE],
    ['lat\u200cte', INVISIBLE],
    ['lat\ufe0fte', INVISIBLE],
    ['latte1\ufe0f', INVISIBLE],
    ['کافه\u200c', INVISIBLE],
    ['latte\u202egpj', INVISIBLE],
    ['latte\u2067x', INVISIBLE],
    ['latte\u{e0067}', INVISIBLE],
    ['\u3164\u3164\u3164\u3164', INVISIBLE],
    ['latte\ue000', INVISIBLE],
    ['latte\u0378', INVISIBLE],
    ['latte\uffff', INVISIBLE],
    ['x'.repeat(256), refusal('must be no longer than 255 characters')],
    ['ß'.repeat(128), refusal('is too long once upper-cased')],
    ['\u{1F600}'.repeat(226), refusal('is too long once upper-cased')],
  ])('%j is rejected', (name, error) => {
    expect(() => checkName(name)).toThrow(error);
  });
});

describe('the id of a name', () => {
  it.each([
    ['Flat White', 'FLATWHITE'],
    ['Flat White ', 'FLATWHITE'],
    ['flat\u00a0white', 'FLATWHITE'],
    ['Cafe\u0301', 'CAFÉ'],
    ['Café', 'CAFÉ'],
    ['Straße', 'STRASSE'],
    ['ﬁlter', 'FILTER'],
    // The accent combines once the space is removed.
    ['Cafe \u0301 Noir', 'CAF\u00c9NOIR'],
    ['\u1100 \u1161 Tea', '\uac00TEA'],
    // Upper-casing decomposes it.
    ['ΐΐΐΐ', 'Ϊ́Ϊ́Ϊ́Ϊ́'.normalize('NFC')],
  ])('%j is %j', (name, id) => {
    expect(productIdOf(name)).toBe(id);
  });

  const anyName = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

  it('is the same for the given and for the stored name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(normalizeName(normalizeName(name))).toBe(normalizeName(name));
        expect(productIdOf(normalizeName(name))).toBe(productIdOf(name));
        expect(productIdOf(name).normalize('NFC')).toBe(productIdOf(name));
      }),
    );
  });

  it('is valid in a URL and as a key, for every name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const kept = nameOrUndefined(name);
        fc.pre(kept !== undefined);
        const id = productIdOf(kept!);
        expect(Buffer.byteLength(id)).toBeLessThanOrEqual(900);
        const { pathname } = new URL(`https://example.com/product/${encodeURIComponent(id)}`);
        expect(decodeURIComponent(pathname)).toBe(`/product/${id}`);
      }),
    );
  });

  const nameOrUndefined = (name: string): string | undefined => {
    try {
      return checkName(name);
    } catch {
      return undefined;
    }
  };
});
