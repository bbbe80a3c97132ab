import { FORGED_LINE } from '../inputs/texts.js';
import type { LeakCheck } from './secrets.js';

/** What ends a line: for a log shipper the line feed, for a viewer or a terminal also the others. */
const LINE_ENDS = /[\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;
/** Control characters act on a terminal, and reorder what a reader sees. */
const ACTING = /[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** What is wrong with a line that a function wrote. */
export const lineProblems = (line: string, leaksIn: LeakCheck): string[] => {
  const problems = leaksIn(line).map((leak) => `The log has ${leak}.`);
  if (line.startsWith(FORGED_LINE)) problems.push('An input has begun a line of the log.');
  else if (!isObject(line)) problems.push('A line of the log is not one JSON object.');
  if (LINE_ENDS.test(line)) problems.push('A line of the log has a character that ends a line.');
  if (ACTING.test(line)) problems.push('A line of the log has a character that acts on a terminal.');
  return problems;
};

const isObject = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};
