import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const PROJECT = resolve(__dirname, '../..');

/** Overrides the developer's own settings. */
const SETTINGS = {
  // As in `npm start`. A caller that runs in tsx too has set its own.
  TSX_TSCONFIG_PATH: join(PROJECT, 'tsconfig.json'),
  PORT: '0',
  AWS_PORT: '0',
  DOCUMENTS_PORT: '0',
  CONSOLE_PORT: '0',
  DATABASE_URL: '',
  AWS_ENDPOINT_URL: '',
  DD_TRACE_AGENT_URL: '',
};

/** What a local cloud is started with. */
export interface StartOptions {
  readonly env?: string;
  /** Divides the template's times. */
  readonly speed?: number;
  /** Folder of a cloud assembly to run instead of the service's own. */
  readonly assembly?: string;
  /** Starts the console in the browser. Default: no. */
  readonly console?: boolean;
  /** More command-line options, e.g. `--watch`. */
  readonly options?: readonly string[];
  /** More environment variables, e.g. DATABASE_URL. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A line of `--json`. */
export type Line = Readonly<Record<string, unknown>>;

/** A local cloud in a process of its own. */
export interface RunningLocal {
  readonly env: string;
  readonly region: string;
  readonly api: string;
  readonly aws: string;
  readonly token: string;
  /** Address of the page of the API. `null` as text: an assembly was given. */
  readonly documents: string;
  /** Address of the console. `null` as text: it was not started. */
  readonly console: string;
  /** All lines so far. It grows. */
  readonly lines: readonly Line[];
  readonly process: ChildProcess;
  /**
   * The first line that matches, among the earlier lines and those of this time. Default: 10 s.
   * @throws Error with the last lines
   */
  waitForLine(matches: (line: Line) => boolean, milliseconds?: number): Promise<Line>;
  stop(): Promise<void>;
}

/** The local cloud has failed to start. The message is its error output. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    message: string,
    readonly exitCode: number | null,
  ) {
    super(message);
  }
}

/** Starts `npm start -- --json` on free ports, and waits until it is ready. @throws StartError */
export const startLocal = async ({
  env = 'local',
  speed = 1,
  assembly,
  console = false,
  options = [],
  variables = {},
}: StartOptions = {}): Promise<RunningLocal> => {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', join(PROJECT, 'src/main.ts'), '--json', '--speed', String(speed)],
      ...(assembly ? ['--assembly', assembly] : []),
      ...(console ? [] : ['--no-console']),
      ...options,
    ],
    {
      cwd: PROJECT,
      env: { ...process.env, ...SETTINGS, ENV: env, ...variables },
      // The channel closes when this process ends, and that stops the local cloud.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const lines: Line[] = [];
  const arrivals = new EventTarget();
  createInterface({ input: child.stdout as Readable }).on('line', (line) => {
    lines.push(JSON.parse(line) as Line);
    arrivals.dispatchEvent(new Event('line'));
  });
  let problem = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (problem += text));
  const ended = once(child, 'close');

  const waitForLine = async (matches: (line: Line) => boolean, milliseconds = 10_000): Promise<Line> => {
    const timeout = AbortSignal.timeout(milliseconds);
    for (;;) {
      const found = lines.find(matches);
      if (found) return found;
      if (timeout.aborted) {
        const last = lines.slice(-20).map((line) => JSON.stringify(line));
        throw new Error(
          `No line matched within ${milliseconds} ms. The last ones:\n${last.join('\n')}\n${problem}`,
        );
      }
      await once(arrivals, 'line', { signal: timeout }).catch(() => undefined);
    }
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };

  const failed = ended.then(() => {
    throw new StartError(problem.trim(), child.exitCode);
  });
  failed.catch(() => undefined);
  const ready = await Promise.race([waitForLine((line) => line['ready'] === true, 300_000), failed]).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  const field = (name: string): string => String(ready[name]);
  return {
    env: field('env'),
    region: field('region'),
    api: field('api'),
    aws: field('aws'),
    token: field('token'),
    documents: field('documents'),
    console: field('console'),
    lines,
    process: child,
    waitForLine,
    stop,
  };
};
