import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { HeapProfiler, Profiler } from 'node:inspector';
import { join } from 'node:path';
import type { Bench } from '../core/benchmark.js';

/** What a process needs to run a function. */
export interface FunctionCode {
  readonly name: string;
  /** A module with the export `handler`: a bundle, or Datadog's handler, which loads the bundle. */
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A function in its own process. It runs one event at a time. */
export interface FunctionProcess {
  readonly name: string;
  /** Runs the handler once. `event` is JSON. Resolves to its result. @throws Error with the error of the handler */
  run(event: string): Promise<unknown>;
  /** CPU time of all threads so far, in milliseconds. */
  cpuMs(): Promise<number>;
  profileCpu(work: () => Promise<unknown>): Promise<Profiler.Profile>;
  /** Everything that is allocated, also what is collected meanwhile. */
  profileAllocations(work: () => Promise<unknown>): Promise<HeapProfiler.SamplingHeapProfile>;
}

interface Surveillance extends Pick<Bench, 'onEnd'> {
  /** Gets what the function writes. Default: nobody reads it. */
  readonly onOutput?: (text: string) => void;
}

/** Starts a process, and loads the function in it. */
export const startFunction = async (
  { name, file, variables }: FunctionCode,
  { onEnd, onOutput }: Surveillance,
): Promise<FunctionProcess> => {
  const child = fork(
    join(__dirname, 'host.mjs'),
    [JSON.stringify({ file, functionName: name })],
    // Lines of the log cost what they cost on Lambda, also if nobody reads them.
    {
      execArgv: [],
      env: { PATH: process.env['PATH'], ...variables },
      stdio: onOutput ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  if (onOutput)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput);
  onEnd(() => void child.kill());
  // A call that cannot be sent: `ended` says why.
  child.on('error', () => undefined);
  const ended = once(child, 'exit').then(() => [{ error: `The process of ${name} has ended.` }]);
  const answer = async (): Promise<unknown> => {
    const [{ result, error }] = (await Promise.race([once(child, 'message'), ended])) as [
      { result?: unknown; error?: string },
    ];
    if (error) throw new Error(error);
    return result;
  };
  const ask = async (command: { name: string; event?: string }): Promise<unknown> => {
    child.send(command);
    return answer();
  };
  await answer();
  return {
    name,
    run: async (event) =>
      JSON.parse(((await ask({ name: 'run', event })) as string | undefined) ?? 'null') as unknown,
    cpuMs: async () => ((await ask({ name: 'cpu' })) as number) / 1000,
    async profileCpu(work) {
      await ask({ name: 'startProfiler' });
      await work();
      return (await ask({ name: 'stopProfiler' })) as Profiler.Profile;
    },
    async profileAllocations(work) {
      await ask({ name: 'startAllocations' });
      await work();
      return (await ask({ name: 'stopAllocations' })) as HeapProfiler.SamplingHeapProfile;
    },
  };
};
