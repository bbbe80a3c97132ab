import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

/** Why a function has no result, in Lambda's words. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[] | undefined;
}

export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** Seconds that the function believes to have. */
  readonly timeout: number;
  /** Real milliseconds until it is killed. */
  readonly limit: number;
  readonly traceId: string;
}

/** What the process has to know beside its environment. */
export interface HostArguments {
  readonly handler: string;
  /** Folder with the function's code. */
  readonly taskRoot: string;
  /** Folder that plays `/opt`, where layers are. */
  readonly layersRoot: string;
  readonly context: Readonly<Record<string, string>>;
}

/** One process of one function. */
export interface FunctionProcess {
  /** Loads the code: resolves to undefined once it can be run, or to why it can't. */
  readonly started: Promise<FunctionError | undefined>;
  /** Runs it once. Call it when the last run has ended. A process that takes too long is killed. */
  run(invocation: Invocation): Promise<Outcome>;
  readonly alive: boolean;
  kill(): Promise<void>;
}

/** Lambda gives 10 s, but a laptop may be compiling something at the same time. */
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

/** Starts a process with exactly these environment variables. `onOutput` gets what it prints. */
export const startProcess = (
  host: HostArguments,
  variables: Readonly<Record<string, string>>,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): FunctionProcess => {
  const child = spawn(process.execPath, [HOST, JSON.stringify(host)], {
    cwd: host.taskRoot,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => onOutput(stream, text));
  }
  let alive = true;
  /** Takes the answer that is being waited for. */
  let settle: ((answer: FromHost) => void) | undefined;
  child.on('message', (message) => {
    // The function's own code can send something, too.
    const fromHost = FROM_HOST.safeParse(message);
    if (fromHost.success) settle?.(fromHost.data);
  });
  // What it said last may still be on the way when it has exited; nothing is once the channel is closed.
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
      // If it can't be sent, the process has ended, which is answer enough.
      child.send(invocation, () => {});
      const outcome = await answer;
      return 'started' in outcome ? { payload: 'null' } : outcome;
    },
    get alive() {
      return alive;
    },
    kill,
  };
};

const timedOut = (what: string, seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `${what} Task timed out after ${seconds.toFixed(2)} seconds`,
});

const crash = ({ exitCode, signalCode }: ChildProcess): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `Runtime exited with error: ${signalCode ? `signal: ${signalCode}` : `exit status ${exitCode}`}`,
});
