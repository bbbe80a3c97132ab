import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

/** Why a function has no result. The error types are Lambda's. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[] | undefined;
}

/** The function's result as JSON, or an error. */
export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

/** One run of a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** Seconds of the template, from which the function computes its remaining time. */
  readonly timeout: number;
  /** Real milliseconds until it is killed. */
  readonly limit: number;
  readonly traceId: string;
}

/** What the process needs in addition to its environment. */
export interface HostArguments {
  readonly handler: string;
  /** Folder with the function's code. */
  readonly taskRoot: string;
  /** Folder with the layers. It replaces `/opt`. */
  readonly layersRoot: string;
  readonly context: Readonly<Record<string, string>>;
  /** Files that do not exist, but seem to. */
  readonly pretendedFiles: readonly string[];
  /** Folder with compiled code, for all processes. */
  readonly compileCache: string;
}

/** One process of one function. */
export interface FunctionProcess {
  /** Loading of the code. Resolves to undefined on success, otherwise to the error. */
  readonly started: Promise<FunctionError | undefined>;
  /** Runs the handler once. The previous run must have ended. A process that exceeds the limit is killed. */
  run(invocation: Invocation): Promise<Outcome>;
  readonly alive: boolean;
  readonly pid: number | undefined;
  /** The clock of the process jumps by this time. */
  shiftClock(milliseconds: number): void;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  kill(): Promise<void>;
}

/** Lambda allows 10 s, but this machine can be busy with other work. */
const MAXIMUM_START_MS = 30_000;

const HOST = join(__dirname, 'host.mjs');

const FROM_HOST = z.union([
  z.object({ started: z.literal(true) }),
  z.object({ payload: z.string() }),
  z.object({
    error: z.object({
      errorType: z.string(),
      errorMessage: z.string(),
      trace: z.array(z.string()).readonly().optional(),
    }),
  }),
]);
type FromHost = z.infer<typeof FROM_HOST>;

/**
 * A function that needs more than its memory (in MB) fails here too. The small young generation (in MB) saves 60 MB a process,
 * and no time is lost: `npm run bench -- saturation`.
 */
const v8Flags = (memory: number): string[] => [
  '--max-semi-space-size=2',
  `--max-old-space-size=${Math.floor(memory * 0.9)}`,
];

/**
 * Starts a process with exactly these environment variables. `onOutput` receives its output.
 * @param memory in MB.
 */
export const startProcess = (
  host: HostArguments,
  memory: number,
  variables: Readonly<Record<string, string>>,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): FunctionProcess => {
  const child = spawn(process.execPath, [...v8Flags(memory), HOST, JSON.stringify(host)], {
    cwd: host.taskRoot,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => onOutput(stream, text));
  }
  let alive = true;
  /** Resolves the pending answer. */
  let settle: ((answer: FromHost) => void) | undefined;
  child.on('message', (message) => {
    // The function's own code can send messages too.
    const fromHost = FROM_HOST.safeParse(message);
    if (fromHost.success) settle?.(fromHost.data);
  });
  // Its last message can arrive after the exit, but not after the channel is closed.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(
    () => crash(child),
    (error: Error) => ({ errorType: 'Runtime.ExitError', errorMessage: error.message }),
  );
  child.once('exit', () => (alive = false)).on('error', () => (alive = false));
  void ended.then((error) => {
    alive = false;
    settle?.({ error });
  });

  const kill = async (): Promise<void> => {
    alive = false;
    child.kill('SIGKILL');
    await ended;
  };
  const answerWithin = (milliseconds: number, onTimeout: FunctionError): Promise<FromHost> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        settle?.({ error: onTimeout });
        void kill();
      }, milliseconds);
      settle = (answer) => {
        settle = undefined;
        clearTimeout(timer);
        resolve(answer);
      };
      if (!alive) void ended.then((error) => settle?.({ error }));
    });

  const started = answerWithin(MAXIMUM_START_MS, timedOut('Init', MAXIMUM_START_MS / 1000)).then((answer) =>
    'error' in answer ? answer.error : undefined,
  );
  return {
    started,
    async run(invocation) {
      const { requestId, timeout, limit } = invocation;
      const answer = answerWithin(limit, timedOut(requestId, timeout));
      // If sending fails, the process has ended, and `ended` resolves the answer.
      child.send(invocation, () => {});
      const outcome = await answer;
      return 'started' in outcome ? { payload: 'null' } : outcome;
    },
    get alive() {
      return alive;
    },
    pid: child.pid,
    shiftClock: (clockShift) => void child.send({ clockShift }, () => {}),
    ended,
    kill,
  };
};

const timedOut = (subject: string, seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `${subject} Task timed out after ${seconds.toFixed(2)} seconds`,
});

const crash = ({ exitCode, signalCode }: ChildProcess): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `Runtime exited with error: ${signalCode ? `signal: ${signalCode}` : `exit status ${exitCode}`}`,
});
