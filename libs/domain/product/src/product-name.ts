import { DomainError } from './domain-error.js';

export const MIN_NAME_LENGTH = 4;
/** In Unicode code points. */
export const MAX_NAME_LENGTH = 255;
/** In UTF-8. A key in Aurora DSQL holds at most 1 KiB, and the outbox index has the version beside the id. */
const MAX_ID_BYTES = 900;

/** The Braille blank (U+2800) is classified as a symbol but looks like a space. */
const WHITE_SPACE = /[\p{White_Space}\u2800]+/gu;

/**
 * Control, format, private-use and unassigned characters, lone surrogates, invisible letters (Hangul fillers), and U+FFFD,
 * the replacement for invalid UTF-8.
 */
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\ufffd]/u;

/** Scripts in which joiners change the rendering of a word. */
const JOINING = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil'],
  ...['Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Myanmar', 'Khmer'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/** Allowed invisible characters: inside an emoji, or between letters that they join or separate. */
const JOINERS = new RegExp(
  [
    String.raw`(?<=\p{Extended_Pictographic})\ufe0f`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
    `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
  ].join('|'),
  'gu',
);

/** A letter, a digit, or a symbol such as an emoji. */
const LEGIBLE = /[\p{L}\p{N}\p{S}]/u;

/** The name as stored: in NFC, trimmed, with each run of white space replaced by one space. */
export const normalizeName = (name: string): string =>
  name.normalize('NFC').replaceAll(WHITE_SPACE, ' ').replaceAll(/^ | $/g, '');

/**
 * The product's id, derived from its first name: upper-cased, without spaces. Renaming does not change it. Names that
 * differ only in case or spacing give the same id.
 */
export const productIdOf = (name: string): string =>
  // Upper-casing and removing spaces can break NFC.
  normalizeName(name).toUpperCase().replaceAll(' ', '').normalize('NFC');

/** Normalises and validates the name. @throws DomainError product/invalid-name */
export const checkName = (text: string): string => {
  const reject = (why: string): never => {
    throw new DomainError('product/invalid-name', `name ${why}`);
  };
  const name = normalizeName(text);
  if (INVISIBLE.test(name.replaceAll(JOINERS, ''))) {
    reject('must not have control, invisible or unassigned characters');
  }
  const length = codePoints(name).length;
  if (length < MIN_NAME_LENGTH) reject(`must be longer than ${MIN_NAME_LENGTH - 1} characters`);
  if (length > MAX_NAME_LENGTH) reject(`must be no longer than ${MAX_NAME_LENGTH} characters`);
  if (!LEGIBLE.test(name)) reject('must have a letter, a digit or a symbol');
  const id = productIdOf(name);
  if (codePoints(id).length > MAX_NAME_LENGTH || bytesOf(id) > MAX_ID_BYTES)
    reject('is too long once upper-cased');
  return name;
};

const codePoints = (text: string): string[] => [...text];

/** In UTF-8. */
const bytesOf = (text: string): number =>
  codePoints(text).reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
