import type { Example } from './route.js';

/** The body of an answer as its example says; `undefined` if it has none. */
export const bodyOf = ({
  data,
  message,
  more,
  error,
}: Pick<Example, 'data' | 'message' | 'more' | 'error'>): Record<string, unknown> | undefined => {
  if (data === undefined) return undefined;
  const errors = error && [{ path: '', ...error, message }];
  return { data, message, ...more, ...(errors && { errors }) };
};
