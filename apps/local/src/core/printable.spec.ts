import { printable, printableJson } from './printable.js';

/** C0 (ESC, line breaks), DEL, C1 (CSI, NEL), line separators, direction overrides, tags, half a surrogate pair. */
const HOSTILE = [
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

it.each(HOSTILE)('%j does not reach the terminal', (text) => {
  expect(printable(`a${text}b`)).toMatch(/^a [[0-9A-K]*b$/);
  const json = printableJson({ text });
  expect(json).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(json)).toEqual({ text });
});

it('keeps every other letter and sign', () => {
  const text = 'Café au lait ☕️ 珈琲 👍🏽 – 3,50 €';
  expect(printable(text)).toBe(text);
  expect(printableJson({ text })).toBe(JSON.stringify({ text }));
});

it('cuts what is too long, and no character in halves', () => {
  expect(printable('x'.repeat(1_000))).toHaveLength(1_000);
  expect(printable('x'.repeat(1_001))).toBe(`${'x'.repeat(999)}…`);
  expect(printable('👍👍', 3)).toBe('👍…');
  expect(printable('x👍👍', 3)).toBe('x …');
});
