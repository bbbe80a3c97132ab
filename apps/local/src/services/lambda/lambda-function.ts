import { randomBytes, randomUUID } from 'node:crypto';
import type { Log } from '../../console/activity.js';
import type { Credentials } from '../sts/access-keys.js';
import type { Time } from '../../core/time.js';
import { type FunctionProcess, type HostArguments, type Outcome, startProcess } from './function-process.js';
import { outputReader } from '../cloudwatch-logs/function-output.js';

export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** What its event sources sign with, too. */
  readonly credentials: Credentials;
  /** Seconds of the template. */
  readonly timeout: number;
  /** Processes at the same time. */
  readonly concurrency: number;
  readonly host: HostArguments;
  readonly variables: Readonly<Record<string, string>>;
  /** More variables, asked for whenever a process is started: what the database is called may not be known before. */
  laptopVariables(): Promise<Readonly<Record<string, string>>>;
}

export interface LambdaFunction extends FunctionConfiguration {
  /**
   * Runs it once and waits for the result; when as many as may run are running, it waits its turn first.
   * @param cause is what the log says it was run for.
   * @param problemOf tells what is wrong with a result, e.g. that a part of a batch failed.
   */
  invoke(
    event: unknown,
    cause: string,
    problemOf?: (payload: string) => string | undefined,
  ): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Told that a run begins, or waits for its turn; what it returns is called when it has ended. */
export type OnRun = () => () => void;

/**
 * How many processes one function may have here, if the template does not say less. In Lambda it is a thousand
 * in an account; a laptop has less memory, and waiting for a warm process is mostly faster than starting one.
 */
export const MAXIMUM_PROCESSES = 4;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

const STOPPED = { errorType: 'Runtime.Stopped', errorMessage: 'The local cloud is being stopped.' };

const RESPONSE_TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD_BYTES} bytes).`,
};

/**
 * A deployed function in processes of its own: the first one is started on first use, all are kept warm, and
 * each runs one event at a time.
 */
export const lambdaFunction = (
  configuration: FunctionConfiguration,
  time: Time,
  log: Log,
  onRun: OnRun,
): LambdaFunction => {
  const { name, host, variables, timeout, concurrency } = configuration;
  const processes = new Set<FunctionProcess>();
  const idle: FunctionProcess[] = [];
  const turns: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const takeTurn = async (): Promise<void> => {
    if (running < concurrency) running += 1;
    else await new Promise<void>((resolve) => turns.push(resolve));
  };
  const endTurn = (): void => {
    const next = turns.shift();
    if (next) next();
    else running -= 1;
  };
  /** The process that ran last: the others may rest. */
  const warmProcess = (): FunctionProcess | undefined => {
    while (idle.length > 0) {
      const process = idle.pop();
      if (process?.alive) return process;
      if (process) processes.delete(process);
    }
    return undefined;
  };
  const start = (laptopVariables: Readonly<Record<string, string>>): FunctionProcess => {
    const process = startProcess(host, { ...variables, ...laptopVariables }, outputReader(name, log));
    processes.add(process);
    return process;
  };

  const runOn = async (process: FunctionProcess, requestId: string, event: string): Promise<Outcome> => {
    const error = await process.started;
    if (error) {
      await process.kill();
      return { error };
    }
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
    const outcome = await process.run({ requestId, event, timeout, limit: time.limit(timeout), traceId });
    const tooLarge = 'payload' in outcome && Buffer.byteLength(outcome.payload) > MAXIMUM_PAYLOAD_BYTES;
    return tooLarge ? { error: RESPONSE_TOO_LARGE } : outcome;
  };

  const runOnce = async (
    requestId: string,
    event: unknown,
  ): Promise<{ readonly outcome: Outcome; readonly coldStart: boolean }> => {
    const warm = warmProcess();
    const coldStart = !warm;
    let process = warm;
    try {
      const laptopVariables = warm ? {} : await configuration.laptopVariables();
      if (stopped) return { outcome: { error: STOPPED }, coldStart };
      process ??= start(laptopVariables);
      return { outcome: await runOn(process, requestId, JSON.stringify(event)), coldStart };
    } catch (error) {
      // Of this machine, not of the function: it can't be started, or not be given the event.
      const { name: errorType, message: errorMessage } = error as Error;
      return { outcome: { error: { errorType, errorMessage } }, coldStart };
    } finally {
      if (process?.alive) idle.push(process);
      else if (process) processes.delete(process);
    }
  };

  return {
    ...configuration,
    async invoke(event, cause, problemOf) {
      const requestId = randomUUID();
      const endRun = onRun();
      await takeTurn();
      const from = performance.now();
      const { outcome, coldStart } = await runOnce(requestId, event);
      endTurn();
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
    async stop() {
      stopped = true;
      await Promise.all([...processes].map((process) => process.kill()));
    },
  };
};

const describe = ({ errorType, errorMessage }: { errorType: string; errorMessage: string }): string =>
  `${errorType}: ${errorMessage.split('\n')[0]}`;
