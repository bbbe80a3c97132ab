import { randomBytes, randomUUID } from 'node:crypto';
import type { Log } from '../../core/activity.js';
import type { Credentials } from '../sts/index.js';
import type { Time } from '../../core/time.js';
import { type FunctionProcess, type HostArguments, type Outcome, startProcess } from './function-process.js';

/** Code and settings of one version of a function. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** Its event sources sign with them too. */
  readonly credentials: Credentials;
  /** Seconds of the template. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  /** Maximum number of processes at the same time. */
  readonly concurrency: number;
  readonly host: HostArguments;
  readonly variables: Readonly<Record<string, string>>;
  /** More variables, read at every start of a process, because the database may get its address later. */
  localVariables(): Promise<Readonly<Record<string, string>>>;
}

/** A function of the template. */
export interface LambdaFunction extends Pick<
  FunctionConfiguration,
  'name' | 'arn' | 'credentials' | 'concurrency' | 'variables'
> {
  /**
   * Runs the function once and waits for the result. If the maximum number of runs is reached, it waits first.
   * @param cause reason of the run, for the log.
   * @param problemOf describes a problem in a successful result, e.g. that some messages of a batch failed.
   */
  invoke(
    event: unknown,
    cause: string,
    problemOf?: (payload: string) => string | undefined,
  ): Promise<Outcome>;
  /** Replaces code and settings. Runs that begin later use them; a run that has begun ends with the old ones. */
  update(next: FunctionConfiguration): void;
  stop(): Promise<void>;
}

/** Called when a run begins or starts to wait. It returns the function to call at the end of the run. */
export type OnRun = () => () => void;

/**
 * Maximum number of processes of one function, unless the template sets a lower one. Lambda allows a thousand in an account.
 * This machine has less memory, and to wait for a warm process is usually faster than to start one.
 */
export const MAXIMUM_PROCESSES = 2;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

const STOPPED = { errorType: 'Runtime.Stopped', errorMessage: 'The local cloud is being stopped.' };

const RESPONSE_TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD_BYTES} bytes).`,
};

/**
 * A deployed function in processes of its own. The first one starts at first use. All stay warm. Each runs one event at
 * a time.
 */
export const lambdaFunction = (
  configuration: FunctionConfiguration,
  time: Time,
  log: Log,
  onRun: OnRun,
  output: (stream: 'stdout' | 'stderr', text: string) => void,
): LambdaFunction => {
  const { name } = configuration;
  let current = configuration;
  /** Each with the configuration that it was started with. */
  const processes = new Map<FunctionProcess, FunctionConfiguration>();
  const idle: FunctionProcess[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const acquireSlot = async (): Promise<void> => {
    if (running < current.concurrency) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const releaseSlot = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  /** The idle process that ran last. Undefined: a new process has to start. */
  const warmProcess = (): FunctionProcess | undefined => {
    while (idle.length > 0) {
      const process = idle.pop();
      if (process?.alive) return process;
      if (process) processes.delete(process);
    }
    return undefined;
  };
  const start = (localVariables: Readonly<Record<string, string>>): FunctionProcess => {
    const process = startProcess(
      current.host,
      current.memory,
      { ...current.variables, ...localVariables },
      output,
    );
    processes.set(process, current);
    return process;
  };

  const runOn = async (process: FunctionProcess, requestId: string, event: string): Promise<Outcome> => {
    const error = await process.started;
    if (error) {
      await process.kill();
      return { error };
    }
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
    const { timeout } = processes.get(process) ?? current;
    const outcome = await process.run({ requestId, event, timeout, limit: time.limit(timeout), traceId });
    const tooLarge = 'payload' in outcome && Buffer.byteLength(outcome.payload) > MAXIMUM_PAYLOAD_BYTES;
    return tooLarge ? { error: RESPONSE_TOO_LARGE } : outcome;
  };

  /** Keeps a process for the next run, unless it has ended or is outdated. */
  const release = async (process: FunctionProcess): Promise<void> => {
    if (process.alive && processes.get(process) === current) {
      idle.push(process);
      return;
    }
    processes.delete(process);
    await process.kill();
  };

  const runOnce = async (
    requestId: string,
    event: unknown,
  ): Promise<{ readonly outcome: Outcome; readonly coldStart: boolean }> => {
    const warm = warmProcess();
    const coldStart = !warm;
    let process = warm;
    try {
      const localVariables = warm ? {} : await current.localVariables();
      if (stopped) return { outcome: { error: STOPPED }, coldStart };
      process ??= start(localVariables);
      return { outcome: await runOn(process, requestId, JSON.stringify(event)), coldStart };
    } catch (error) {
      // A problem of this machine: the process can't be started, or can't receive the event.
      const { name: errorType, message: errorMessage } = error as Error;
      return { outcome: { error: { errorType, errorMessage } }, coldStart };
    } finally {
      if (process) await release(process);
    }
  };

  return {
    name,
    arn: configuration.arn,
    credentials: configuration.credentials,
    get concurrency() {
      return current.concurrency;
    },
    get variables() {
      return current.variables;
    },
    async invoke(event, cause, problemOf) {
      const requestId = randomUUID();
      const endRun = onRun();
      await acquireSlot();
      const from = performance.now();
      const { outcome, coldStart } = await runOnce(requestId, event);
      releaseSlot();
      endRun();

      const problem = 'error' in outcome ? describe(outcome.error) : problemOf?.(outcome.payload);
      log({
        event: 'function',
        function: name,
        requestId,
        cause,
        ms: Math.round(performance.now() - from),
        coldStart,
        ok: problem === undefined,
        ...(problem !== undefined && { problem }),
      });
      return outcome;
    },
    update(next) {
      current = next;
      for (const process of idle.splice(0)) void release(process);
    },
    async stop() {
      stopped = true;
      await Promise.all([...processes.keys()].map((process) => process.kill()));
    },
  };
};

const describe = ({ errorType, errorMessage }: { errorType: string; errorMessage: string }): string =>
  `${errorType}: ${errorMessage.split('\n')[0]}`;
