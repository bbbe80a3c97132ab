/** Text of at most so many characters, with its length where some of it is left out. */
export const cutText = (text: string, maxLength: number): string =>
  text.length <= maxLength ? text : `${text.slice(0, maxLength).toWellFormed()}… (${text.length} characters)`;

const MAX_EXCERPT_LENGTH = 200;

/** What to show of text that others wrote: little of it, and nothing that acts on whatever shows it. */
export const excerptOf = (text: string): string =>
  cutText(text, MAX_EXCERPT_LENGTH).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
