/** In UTF-16 units. Longer texts are cut, so that one text does not fill the terminal. */
const MAXIMUM_LENGTH = 1_000;

/**
 * Characters that move the cursor, end a line, or change the direction of the text: control and format characters, line and
 * paragraph separators, and unpaired surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Makes any text safe as a part of one line. Every text that is shown to people passes through this function. */
export const printable = (text: string, maximumLength = MAXIMUM_LENGTH): string => {
  const isCut = text.length > maximumLength;
  return `${(isCut ? text.slice(0, maximumLength - 1) : text).replace(UNPRINTABLE, ' ')}${isCut ? '…' : ''}`;
};

/** The same, but keeps line breaks, e.g. of a stack trace. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');

/** JSON in which such characters are escaped, because a terminal can show it. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNPRINTABLE, (text) =>
    Array.from({ length: text.length }, (_, index) => escapeUnit(text.charCodeAt(index))).join(''),
  );

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
