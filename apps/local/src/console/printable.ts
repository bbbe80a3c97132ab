/** Longer texts are cut, in UTF-16 units: a name or a message is there to be recognised, not to fill the terminal. */
const MAXIMUM_LENGTH = 1_000;

/**
 * What moves the cursor, ends a line, or turns the direction of what follows: control and format characters, line and
 * paragraph separators, halves of surrogate pairs.
 */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** A text that others wrote, as a part of one line: all that is shown to people goes through here. */
export const printable = (text: string, maximumLength = MAXIMUM_LENGTH): string => {
  const isCut = text.length > maximumLength;
  return `${(isCut ? text.slice(0, maximumLength - 1) : text).replace(NOT_SHOWN, ' ')}${isCut ? '…' : ''}`;
};

/** The same with its own line breaks, e.g. of a stack trace. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');

/** JSON, in which such characters are escaped, too: a terminal may show it. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(NOT_SHOWN, (text) =>
    Array.from({ length: text.length }, (_, index) => escapeUnit(text.charCodeAt(index))).join(''),
  );

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
