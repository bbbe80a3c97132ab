import { stackName } from '@product-service/environment';
import { readOptions } from './command-line-options.js';
import { printableLines } from './core/printable.js';
import { UserError } from './core/user-error.js';
import { lifecycle } from './process/lifecycle.js';
import { describe, onStrayErrors } from './process/stray-errors.js';
import { start } from './start.js';
import { humanDisplay } from './terminal/human-display.js';
import { jsonDisplay } from './terminal/json-display.js';
import { lines } from './terminal/lines.js';

/** How often to check, in ms, that the process that started this one still runs. */
const PARENT_CHECK_MS = 500;

/** After this time, in ms, the process exits even if the stop has not ended. */
const MAXIMUM_STOP_MS = 10_000;

/** Runs `npm start` until it is stopped, or fails to start. */
export const runCommandLine = async (): Promise<void> => {
  const options = readOptions();
  const env = process.env['ENV'] || 'local';
  const { write, flush } = lines((text) => void process.stdout.write(text));
  process.once('exit', flush);
  const display = options.json ? jsonDisplay(write) : humanDisplay(write, stackName(env));
  const life = lifecycle();

  let exitCode = 0;
  let started: Promise<void> = Promise.resolve();
  const stop = async (): Promise<void> => {
    if (life.signal.aborted) return;
    setTimeout(() => process.exit(exitCode), MAXIMUM_STOP_MS).unref();
    await life.stop();
    await started;
    // Stops that the start has registered in the meantime.
    await life.stop();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // When npm or the shell is killed, this process gets no signal, only another parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(), PARENT_CHECK_MS).unref();
  // The test that started it has ended, or its output is no longer read.
  process.on('disconnect', () => void stop());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void stop());
  onStrayErrors(display.log, (error) => {
    exitCode = 1;
    process.stderr.write(`${printableLines(describe(error))}\n`);
    void stop();
  });

  started = start(env, options, display, write, life).catch((error: unknown) => {
    if (life.signal.aborted) return;
    exitCode = 1;
    const text = error instanceof UserError ? error.message : describe(error);
    process.stderr.write(`${printableLines(text)}\n`);
    void stop();
  });
};
