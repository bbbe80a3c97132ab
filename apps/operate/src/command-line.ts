import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { CommandFailure, UsageError } from './failure.js';
import { operatorClient } from './operator-client.js';
import { output, printable } from './output.js';
import type { ExitCode, VerbContext } from './verb.js';
import { announce } from './verbs/announce.js';
import { deleteDeadLetters, listDeadLetters, redrive, showDeadLetters } from './verbs/dead-letters.js';
import { discardEvents, listOutbox, releaseEvents } from './verbs/outbox.js';
import { reset } from './verbs/reset.js';
import { status } from './verbs/status.js';

const EXAMPLES = `
Examples:
  npm run -s operate -- status
  npm run -s operate -- outbox list --parked --json
  npm run -s operate -- dead-letters redrive StockUpdatedQueue --dry-run
  ENV=dev AWS_REGION=eu-west-1 npm run -s operate -- dead-letters list

Exit codes: 0 done, 1 failed or not healthy, 2 wrong usage. See docs/runbook.md.`;

/** Wrong usage. */
const USAGE = 2;

interface Globals {
  readonly env: string;
  readonly json?: true;
}

/** Runs one command. Returns the exit code. */
export const runCommandLine = async (args: readonly string[]): Promise<ExitCode | typeof USAGE> => {
  let exitCode: ExitCode = 0;
  const program = programOf((code) => {
    exitCode = code;
  });
  const isJson = args.includes('--json');
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message, or the help.
      if (error.exitCode === 0) return 0;
      if (isJson) printError('usage', error.message);
      return USAGE;
    }
    const isUsage = error instanceof UsageError;
    const code = error instanceof CommandFailure ? error.code : isUsage ? 'usage' : 'internal';
    const message = error instanceof Error ? error.message : String(error);
    const details = error instanceof CommandFailure ? error.details : {};
    if (isJson) printError(code, message, details);
    else process.stderr.write(`${printable(message)}\n`);
    return isUsage ? USAGE : 1;
  }
};

const printError = (code: string, message: string, details: Readonly<Record<string, unknown>> = {}): void =>
  void process.stdout.write(`${printable(JSON.stringify({ error: { code, message, ...details } }))}\n`);

const programOf = (end: (code: ExitCode) => void): Command => {
  const program = new Command('npm run -s operate --')
    .description('Looks after a running service: that of `npm start`, or a deployment.')
    .option('--env <environment>', 'environment, e.g. dev', process.env['ENV'] || 'local')
    .option('--json', 'print one JSON document on stdout')
    .addHelpText('after', EXAMPLES)
    .exitOverride();

  /** Runs a verb with a client of the chosen environment. */
  const run =
    <Args extends unknown[]>(verb: (context: VerbContext, ...args: Args) => Promise<ExitCode>) =>
    async (...args: [...Args, ...unknown[]]): Promise<void> => {
      const { env, json = false } = program.opts<Globals>();
      const client = operatorClient(env);
      try {
        end(await verb({ client, output: output(json) }, ...(args as unknown as Args)));
      } finally {
        client.close();
      }
    };

  program
    .command('status')
    .description('outbox, queues and dead letters; exit code 1 if something needs an operator')
    .action(run(status));

  const outbox = program.command('outbox').description('events that are not published yet');
  outbox
    .command('list')
    .description('events in the order of their products and versions')
    .option('--parked', 'only events that SNS rejected too often')
    .option('--product <id>', 'only events of this product')
    .option('--limit <number>', 'events on a page, up to 100', upTo(100), 20)
    .option('--after <position>', 'the next page, as the last one printed it')
    .action(run(listOutbox));
  outbox
    .command('release')
    .description('publish parked events again')
    .argument('[eventIds...]')
    .option('--all-parked', 'all parked events')
    .option('--dry-run', 'only say what would happen')
    .action(run(releaseEvents));
  outbox
    .command('discard')
    .description('delete parked events: they are never published')
    .argument('<eventIds...>')
    .option('--dry-run', 'only say what would happen')
    .option('--yes', 'do not ask')
    .action(run(discardEvents));

  const deadLetters = program.command('dead-letters').description('messages that consumers gave up');
  deadLetters
    .command('list')
    .description('for each queue, how many there are, and why')
    .action(run(listDeadLetters));
  deadLetters
    .command('show')
    .description('messages with their bodies; they stay where they are')
    .argument('<queue>')
    .option('--limit <number>', 'messages, up to 100', upTo(100), 10)
    .action(run(showDeadLetters));
  deadLetters
    .command('redrive')
    .description('send messages back to their queue: all, or the named ones')
    .argument('<queue>')
    .option('--message <ids...>', 'only these')
    .option('--dry-run', 'only say what would happen')
    .action(run(redrive));
  deadLetters
    .command('delete')
    .description('delete messages')
    .argument('<queue>')
    .option('--message <ids...>', 'only these')
    .option('--all', 'all messages, also those that arrive meanwhile')
    .option('--dry-run', 'only say what would happen')
    .option('--yes', 'do not ask')
    .action(run(deleteDeadLetters));

  program
    .command('announce')
    .description('tell products again, for consumers that missed events')
    .option('--all', 'all products')
    .option('--since <time>', 'products changed at this time or later, e.g. 2026-11-26T09:30:00Z')
    .option('--ids <ids>', 'these products, separated by commas', (text) => text.split(',').filter(Boolean))
    .option('--announcement <id>', 'continue this announcement')
    .option('--after <position>', 'continue after this position')
    .option('--dry-run', 'only count the products')
    .action(run(announce));

  program
    .command('reset')
    .description('delete all products, events and messages of a stand-alone environment')
    .option('--dry-run', 'only say what would happen')
    .option('--yes', 'do not ask')
    .action(run(reset));
  return program;
};

const upTo =
  (maximum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be an integer from 1 to ${maximum}.`);
  };
