/** Truncates text to `maxLength` characters. Truncated text ends with its original length. Idempotent. */
export const cutText = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  const ending = `… (${text.length} characters)`;
  return text.slice(0, Math.max(0, maxLength - ending.length)).toWellFormed() + ending;
};

const MAX_TEXT_LENGTH = 1_000;
const MAX_STACK_LENGTH = 5_000;

/** The part of an error to show to operators. A long message is also truncated in the stack, so that the frames stay. */
export const cutError = ({ name, message, stack }: Error) => {
  const shown = cutText(message, MAX_TEXT_LENGTH);
  return {
    name,
    message: shown,
    stack:
      stack &&
      cutText(
        stack.replace(message, () => shown),
        MAX_STACK_LENGTH,
      ),
  };
};

const MAX_EXCERPT_LENGTH = 200;

/** A short excerpt of untrusted text, without control characters that could act on a terminal or viewer. */
export const excerptOf = (text: string): string =>
  cutText(text, MAX_EXCERPT_LENGTH).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
