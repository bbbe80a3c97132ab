import { randomBytes, randomUUID } from 'node:crypto';
import type { Log } from '../../core/activity.js';
import type { Credentials } from '../sts/index.js';
import type { Time } from '../../core/time.js';
import { type FunctionProcess, type HostArguments, type Outcome, startProcess } from './function-process.js';
import type { ProcessPool } from './process-pool.js';

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

/** The result of a run, or that it was throttled: then the function has not run. */
export type InvocationOutcome = Outcome & { readonly throttled?: true };

/** A function of the template. */
export interface LambdaFunction extends Pick<
  FunctionConfiguration,
  'name' | 'arn' | 'credentials' | 'concurrency' | 'variables'
> {
  /**
   * Runs the function once and waits for the result. If no process is free, it waits for one first. If none becomes free, the
   * run is throttled.
   * @param cause reason of the run, for the log.
   * @param problemOf describes a problem in a successful result, e.g. that some messages of a batch failed.
   */
  invoke(
    event: unknown,
    cause: string,
    problemOf?: (payload: string) => string | undefined,
  ): Promise<InvocationOutcome>;
  /** Replaces code and settings. Runs that begin later use them; a run that has begun ends with the old ones. */
  update(next: FunctionConfiguration): void;
  stop(): Promise<void>;
}

/** Called when a run begins or starts to wait. It returns the function to call at the end of the run. */
export type OnRun = () => () => void;

/** A process of a function that has been started. */
export interface StartedProcess extends Pick<FunctionProcess, 'alive' | 'pid' | 'ended' | 'shiftClock'> {
  readonly functionName: string;
}

/** Called for each process that starts. */
export type OnProcess = (process: StartedProcess) => void;

/**
 * Maximum number of processes of one function, unless the template sets a lower one. This machine has few cores, and to wait for
 * a warm process is usually faster than to start one.
 */
export const MAXIMUM_PROCESSES = 4;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

const STOPPED = { errorType: 'Runtime.Stopped', errorMessage: 'The local cloud is being stopped.' };
/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const THROTTLED = { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' };

const RESPONSE_TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD_BYTES} bytes).`,
};

/** What functions share. */
export interface LambdaRuntime {
  readonly pool: ProcessPool<FunctionProcess>;
  readonly time: Time;
  readonly log: Log;
  readonly onRun: OnRun;
  readonly onProcess: OnProcess;
}

/**
 * A deployed function in processes of its own. The first one starts at first use. They stay warm until another function needs
 * their place. Each runs one event at a time.
 */
export const lambdaFunction = (
  configuration: FunctionConfiguration,
  { pool, time, log, onRun, onProcess }: LambdaRuntime,
  output: (stream: 'stdout' | 'stderr', text: string) => void,
): LambdaFunction => {
  const { name } = configuration;
  let current = configuration;
  /** Each with the configuration that it was started with. */
  const processes = new Map<FunctionProcess, FunctionConfiguration>();
  const places = pool.ofFunction(() => current.concurrency);
  let stopped = false;

  const start = (localVariables: Readonly<Record<string, string>>): FunctionProcess => {
    const process = startProcess(
      current.host,
      current.memory,
      { ...current.variables, ...localVariables },
      output,
    );
    processes.set(process, current);
    onProcess({
      functionName: name,
      pid: process.pid,
      ended: process.ended,
      shiftClock: process.shiftClock,
      get alive() {
        return process.alive;
      },
    });
    void process.ended.then(() => processes.delete(process));
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
  const release = async (process: FunctionProcess | undefined): Promise<void> => {
    const isCurrent = process?.alive && processes.get(process) === current;
    if (!isCurrent) await process?.kill();
    places.giveBack(isCurrent ? process : undefined);
  };

  const runOnce = async (
    warm: FunctionProcess | undefined,
    requestId: string,
    event: unknown,
  ): Promise<Outcome> => {
    let process = warm;
    try {
      const localVariables = warm ? {} : await current.localVariables();
      if (stopped) return { error: STOPPED };
      process ??= start(localVariables);
      return await runOn(process, requestId, JSON.stringify(event));
    } catch (error) {
      // A problem of this machine: the process can't be started, or can't receive the event.
      const { name: errorType, message: errorMessage } = error as Error;
      return { error: { errorType, errorMessage } };
    } finally {
      await release(process);
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
      const place = await places.take();
      const from = performance.now();
      const outcome: InvocationOutcome = place
        ? await runOnce(place.warm, requestId, event)
        : { error: THROTTLED, throttled: true };
      endRun();

      const problem = 'error' in outcome ? describe(outcome) : problemOf?.(outcome.payload);
      log({
        event: 'function',
        function: name,
        requestId,
        cause,
        ms: Math.round(performance.now() - from),
        coldStart: place !== undefined && !place.warm,
        ok: problem === undefined,
        ...(problem !== undefined && { problem }),
      });
      return outcome;
    },
    update(next) {
      current = next;
      places.endIdle();
    },
    async stop() {
      stopped = true;
      await Promise.all([...processes.keys()].map((process) => process.kill()));
    },
  };
};

const describe = ({
  error: { errorType, errorMessage },
  throttled,
}: Extract<InvocationOutcome, { readonly error: unknown }>): string =>
  throttled
    ? `${errorType}: no process was free. The option --concurrency allows more`
    : `${errorType}: ${errorMessage.split('\n')[0]}`;
