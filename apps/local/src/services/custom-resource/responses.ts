import { randomUUID } from 'node:crypto';

/** Where the functions of custom resources answer: their ResponseURL. */
export interface CustomResources {
  /** Waits for one answer at a new address. */
  expect(): { readonly url: string; readonly answer: Promise<string> };
  /** Takes an answer; false if nobody waits for one at this path. */
  take(path: string, body: string): boolean;
}

/** @param endpoint an HTTP server that gives every PUT to `take`. */
export const customResources = (endpoint: string): CustomResources => {
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
