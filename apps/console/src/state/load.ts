import { useEffect, useState } from 'preact/hooks';

/** Something that the page asked for. */
export interface Loaded<T> {
  /** The last one that arrived. Undefined: none yet. */
  readonly value: T | undefined;
  readonly problem: string | undefined;
}

/** Loads again when a key changes. An answer that comes too late is dropped. */
export const useLoaded = <T>(load: () => Promise<T>, keys: readonly unknown[]): Loaded<T> => {
  const [state, setState] = useState<Loaded<T>>({ value: undefined, problem: undefined });
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setState({ value, problem: undefined }),
      (error: Error) => isCurrent && setState((before) => ({ ...before, problem: error.message })),
    );
    return () => {
      isCurrent = false;
    };
  }, keys);
  return state;
};

/** The value, but it changes at most once in this time. */
export const useThrottled = <T>(value: T, milliseconds: number): T => {
  const [shown, setShown] = useState({ value, at: 0 });
  useEffect(() => {
    if (shown.value === value) return undefined;
    const wait = Math.max(0, shown.at + milliseconds - Date.now());
    const timer = setTimeout(() => setShown({ value, at: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [value, shown]);
  return shown.value;
};
