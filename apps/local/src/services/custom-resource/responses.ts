import { randomUUID } from 'node:crypto';

/** The ResponseURLs at which functions of custom resources answer. */
export interface Responses {
  /** Makes a new URL for one answer. */
  expect(): { readonly url: string; readonly answer: Promise<string> };
  /** Accepts an answer. False: no answer is expected at this path. */
  take(path: string, body: string): boolean;
}

/** @param endpoint an HTTP server that passes every PUT to `take`. */
export const responsesAt = (endpoint: string): Responses => {
  const waiting = new Map<string, (body: string) => void>();
  return {
    expect() {
      const path = `/custom-resource-response/${randomUUID()}`;
      const answer = new Promise<string>((resolve) => waiting.set(path, resolve));
      return { url: `${endpoint}${path}`, answer };
    },
    take(path, body) {
      const resolve = waiting.get(path);
      waiting.delete(path);
      resolve?.(body);
      return resolve !== undefined;
    },
  };
};
