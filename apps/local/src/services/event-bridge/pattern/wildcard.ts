import { InvalidPatternError } from './invalid-pattern-error.js';

/**
 * Compiles a text in which `*` matches any text, and `\*` and `\\` match the characters themselves.
 * Each part between two wildcards is matched at its first position, so that the rest of the value is as long as possible.
 * So matching reads a value once and never goes back, whatever the pattern.
 * @throws InvalidPatternError
 */
export const compileWildcard = (wildcard: string): ((value: string) => boolean) => {
  const [first = '', ...middle] = partsOf(wildcard);
  const last = middle.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (!value.startsWith(first) || !value.endsWith(last)) return false;
    let end = first.length;
    for (const part of middle) {
      const start = value.indexOf(part, end);
      if (start < 0) return false;
      end = start + part.length;
    }
    return end + last.length <= value.length;
  };
};

/** The texts between the wildcards. */
const partsOf = (wildcard: string): readonly string[] => {
  const parts = [''];
  let previous = '';
  for (const [token] of wildcard.matchAll(/\\?./gsu)) {
    if (token !== '*') parts.push(`${parts.pop()}${unescape(token)}`);
    else if (previous !== '*') parts.push('');
    else throw new InvalidPatternError(`wildcard does not take consecutive wildcards: ${wildcard}`);
    previous = token;
  }
  return parts;
};

const unescape = (token: string): string => {
  if (token === '\\*' || token === '\\\\') return token.slice(1);
  if (token.startsWith('\\')) {
    throw new InvalidPatternError(`wildcard takes a backslash only before * and \\, not ${token}`);
  }
  return token;
};
