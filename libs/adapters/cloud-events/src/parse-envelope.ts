import { CONTEXT_KEY } from './read-headers.js';

/** Each string of a JSON text, and the colon behind it that makes it a key: nowhere else does JSON have quotes. */
const STRINGS = /("[^"\\]*(?:\\[^][^"\\]*)*")(\s*:)?/g;
const KEY = JSON.stringify(CONTEXT_KEY);

/**
 * What a JSON text says, `undefined` if it is none. Java's tracer appends a `_datadog` of its own to events that have one,
 * and `JSON.parse` keeps only the last of two: here every later one gets a name of its own, that begins like the first's.
 */
export const parseEnvelope = (text: string): unknown => {
  let seen = 0;
  const isRepeated = text.indexOf(KEY) !== text.lastIndexOf(KEY);
  const distinct = isRepeated
    ? text.replaceAll(STRINGS, (all: string, string: string, colon: string | undefined) =>
        string === KEY && colon && ++seen > 1 ? `${JSON.stringify(`${CONTEXT_KEY} ${seen}`)}:` : all,
      )
    : text;
  try {
    return JSON.parse(distinct);
  } catch {
    return undefined;
  }
};
