import { printable, printableJson } from './printable.js';

/** C0 (ESC, line breaks), DEL, C1 (CSI, NEL), line separators, direction overrides, tags, an unpaired surrogate. */
const UNPRINTABLE = [
  ...[
    '\u001b[2J',
    '\r',
    '\n',
    '\u0000',
    '\u007f',
    '\u009b2K',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
  ],
  ...['\ufeff', '\u{e0041}', '\ud800'],
];

it.each(UNPRINTABLE)('replaces %j for people and escapes it in JSON', (text) => {
  expect(printable(`a${text}b`)).toMatch(/^a [[0-9A-K]*b$/);
  const json = printableJson({ text });
  expect(json).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(json)).toEqual({ text });
});

it('keeps every other character', () => {
  const text = 'Café au lait ☕️ 珈琲 👍🏽 – 3,50 €';
  expect(printable(text)).toBe(text);
  expect(printableJson({ text })).toBe(JSON.stringify({ text }));
});

it('cuts a text that is too long, and leaves no half character', () => {
  expect(printable('x'.repeat(1_000))).toHaveLength(1_000);
  expect(printable('x'.repeat(1_001))).toBe(`${'x'.repeat(999)}…`);
  expect(printable('👍👍', 3)).toBe('👍…');
  expect(printable('x👍👍', 3)).toBe('x …');
});
