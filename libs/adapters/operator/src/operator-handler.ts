import { log, withLogFields } from '@product-service/logger';
import type { Context } from 'aws-lambda';
import { announce } from './announce.js';
import {
  deleteDeadLetters,
  listDeadLetters,
  readProgress,
  redrive,
  showDeadLetters,
} from './dead-letter-commands.js';
import type { OperatorDependencies } from './dependencies.js';
import { asOperatorError, OperatorError } from './operator-error.js';
import { discard, listEvents, release, releaseParked } from './outbox-commands.js';
import {
  COMMAND,
  type Command,
  type CommandName,
  type CommandOf,
  type Reply,
  type Results,
} from './protocol/index.js';
import { reset } from './reset.js';
import { readStatus } from './status.js';

type Run<Name extends CommandName> = (
  dependencies: OperatorDependencies,
  command: CommandOf<Name>,
) => Promise<Results[Name]>;

const RUN: { readonly [Name in CommandName]: Run<Name> } = {
  status: readStatus,
  announce,
  'outbox list': listEvents,
  'outbox release': release,
  'outbox release parked': releaseParked,
  'outbox discard': discard,
  'dead-letters list': listDeadLetters,
  'dead-letters show': showDeadLetters,
  'dead-letters redrive': redrive,
  'dead-letters progress': readProgress,
  'dead-letters delete': deleteDeadLetters,
  reset,
};

/**
 * A Lambda handler for operators: takes one command, does a limited amount of work, and replies with its result or an error. It
 * does not reject, because the caller then would not get the code of the error.
 */
export const operatorHandler =
  (dependencies: OperatorDependencies) =>
  (input: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<Reply> =>
    withLogFields({ awsRequestId }, async () => {
      try {
        const command = checked(input);
        const result = await run(dependencies, command);
        log.info('operator command done', { ...command });
        return { result };
      } catch (error) {
        const { code, message } = asOperatorError(error);
        log[code === 'internal' ? 'error' : 'warn']('operator command failed', { code, error });
        return { error: { code, message } };
      }
    });

const run = <Name extends CommandName>(
  dependencies: OperatorDependencies,
  command: Command & { readonly command: Name },
): Promise<Results[Name]> => {
  const byName: Run<Name> = RUN[command.command];
  return byName(dependencies, command as unknown as CommandOf<Name>);
};

const MAX_ISSUES = 5;

/** @throws OperatorError command/invalid */
const checked = (input: unknown): Command => {
  const read = COMMAND.safeParse(input);
  if (read.success) return read.data;
  const issues = read.error.issues.slice(0, MAX_ISSUES).map((issue) => {
    if (issue.code === 'unrecognized_keys') return `it does not know ${issue.keys.join(', ')}`;
    return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
  });
  throw new OperatorError(
    'command/invalid',
    `This deployment does not accept the command (${issues.join('; ')}). Use the command line of the deployed commit.`,
  );
};
