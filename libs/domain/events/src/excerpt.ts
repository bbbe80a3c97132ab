/** Text of at most so many characters; where some is left out, it ends with how long it was. Cut again, it stays as it is. */
export const cutText = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  const ending = `… (${text.length} characters)`;
  return text.slice(0, Math.max(0, maxLength - ending.length)).toWellFormed() + ending;
};

const MAX_TEXT_LENGTH = 1_000;
const MAX_STACK_LENGTH = 5_000;

/** What of an error is shown to operators. A long message, which is also in the stack, does not crowd out where it happened. */
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

/** What to show of text that others wrote: little of it, and nothing that acts on whatever shows it. */
export const excerptOf = (text: string): string =>
  cutText(text, MAX_EXCERPT_LENGTH).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
