import { CONTEXT_KEY } from './read-headers.js';

/** Matches each string of a JSON text, and the colon after it if it is a key. JSON has quotes nowhere else. */
const STRINGS = /("[^"\\]*(?:\\[^][^"\\]*)*")(\s*:)?/g;
const KEY = JSON.stringify(CONTEXT_KEY);

/**
 * Parses a JSON text; `undefined` if it is not JSON. Java's tracer appends its own `_datadog` to events that already have
 * one, and `JSON.parse` keeps only the last duplicate. Here each later one is renamed to `_datadog 2` and so on.
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
