import { DomainError } from './domain-error.js';

export const MIN_NAME_LENGTH = 4;
/** In characters (code points). */
export const MAX_NAME_LENGTH = 255;
/** In UTF-8: a key of Aurora DSQL's has 1 KiB, and an id shares it with a version. */
const MAX_ID_BYTES = 900;

/** The Braille blank is a symbol that nobody sees. */
const WHITE_SPACE = /[\p{White_Space}\u2800]+/gu;

/**
 * Control, format, private-use and unassigned characters, half surrogate pairs, letters that nobody sees (Hangul fillers),
 * and what invalid UTF-8 is replaced by.
 */
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\ufffd]/u;

/** Scripts in which joiners change how a word looks. */
const JOINING = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil'],
  ...['Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Myanmar', 'Khmer'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/** Invisible characters that belong to what is seen: within an emoji, or between letters that they join or part. */
const JOINERS = new RegExp(
  [
    String.raw`(?<=\p{Extended_Pictographic})\ufe0f`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
    `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
  ].join('|'),
  'gu',
);

/** Something that can be read out: a letter, a digit, or a symbol such as an emoji. */
const LEGIBLE = /[\p{L}\p{N}\p{S}]/u;

/** A name as it is kept: composed (NFC), without white space around it, and with one space for any within. */
export const normalizeName = (name: string): string =>
  name.normalize('NFC').replaceAll(WHITE_SPACE, ' ').replaceAll(/^ | $/g, '');

/**
 * The product's id for all its life, whatever it is renamed to: its first name, upper-cased, without spaces. Names that
 * look the same, but for their case, give the same id.
 */
export const productIdOf = (name: string): string =>
  // Without its spaces, or upper-cased, what was composed may no longer be.
  normalizeName(name).toUpperCase().replaceAll(' ', '').normalize('NFC');

/** The name as it is kept. @throws DomainError product/invalid-name */
export const checkName = (text: string): string => {
  const refuse = (why: string): never => {
    throw new DomainError('product/invalid-name', `name ${why}`);
  };
  const name = normalizeName(text);
  if (INVISIBLE.test(name.replaceAll(JOINERS, ''))) {
    refuse('must not have control, invisible or unassigned characters');
  }
  const length = codePoints(name).length;
  if (length < MIN_NAME_LENGTH) refuse(`must be longer than ${MIN_NAME_LENGTH - 1} characters`);
  if (length > MAX_NAME_LENGTH) refuse(`must be no longer than ${MAX_NAME_LENGTH} characters`);
  if (!LEGIBLE.test(name)) refuse('must have a letter, a digit or a symbol');
  const id = productIdOf(name);
  if (codePoints(id).length > MAX_NAME_LENGTH || bytesOf(id) > MAX_ID_BYTES)
    refuse('is too long once upper-cased');
  return name;
};

const codePoints = (text: string): string[] => [...text];

/** In UTF-8. */
const bytesOf = (text: string): number =>
  codePoints(text).reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
