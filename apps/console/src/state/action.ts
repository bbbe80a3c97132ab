import { useCallback, useState } from 'preact/hooks';

/** Something that a person started: whether it still runs, and why it failed. */
export interface Action<Result> {
  readonly run: (task: () => Promise<Result>) => Promise<Result | undefined>;
  readonly isRunning: boolean;
  readonly result: Result | undefined;
  readonly problem: string | undefined;
}

/** One action at a time: the last one decides what is shown. */
export const useAction = <Result>(): Action<Result> => {
  const [state, setState] = useState<Omit<Action<Result>, 'run'>>({
    isRunning: false,
    result: undefined,
    problem: undefined,
  });
  const run = useCallback(async (task: () => Promise<Result>) => {
    setState((before) => ({ ...before, isRunning: true, problem: undefined }));
    try {
      const result = await task();
      setState({ isRunning: false, result, problem: undefined });
      return result;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      setState({ isRunning: false, result: undefined, problem });
      return undefined;
    }
  }, []);
  return { run, ...state };
};
