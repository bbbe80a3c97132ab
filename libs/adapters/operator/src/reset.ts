import { isIntegrated } from '@product-service/environment';
import type { OperatorDependencies } from './dependencies.js';
import { asOperatorError, OperatorError } from './operator-error.js';
import type { CommandOf, ResetResult } from './protocol/index.js';

/** SQS accepts a purge of a queue once a minute. */
const PURGE_RETRY_SECONDS = 10;
const NOTHING = { products: 0, events: 0, requests: 0 };

/**
 * One step of a reset: deletes a batch of rows, or, when none are left, the messages of all queues.
 * @throws OperatorError reset/not-allowed, reset/wrong-environment
 */
export const reset = async (
  dependencies: OperatorDependencies,
  { environment, dryRun }: CommandOf<'reset'>,
): Promise<ResetResult> => {
  const { catalogue } = dependencies;
  checkEnvironment(dependencies.environment, environment);
  if (dryRun) return { dryRun, rows: await catalogue.count(), messages: await countMessages(dependencies) };
  const deleted = await catalogue.deleteSome();
  if (Object.values(deleted).some((count) => count > 0)) {
    return { dryRun, deleted, isDone: false, retryInSeconds: 0 };
  }
  const isDone = await purgeAll(dependencies);
  return { dryRun, deleted: NOTHING, isDone, retryInSeconds: isDone ? 0 : PURGE_RETRY_SECONDS };
};

const checkEnvironment = (own: string, named: string): void => {
  if (isIntegrated(own)) {
    throw new OperatorError(
      'reset/not-allowed',
      `${own} is shared with the other services, so it is never reset. Use a stand-alone environment.`,
    );
  }
  if (named === own) return;
  throw new OperatorError(
    'reset/wrong-environment',
    `This is the environment "${own}", and the command names "${named}". Check --env.`,
  );
};

const countMessages = async ({ queues, sqs }: OperatorDependencies): Promise<number> => {
  const states = await Promise.all(queues.map((queue) => sqs.read(queue)));
  return states
    .flatMap(({ depth, deadLetters }) => [depth, ...(deadLetters ? [deadLetters.depth] : [])])
    .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
};

/** Returns false if SQS does not accept all purges yet. */
const purgeAll = async ({ queues, sqs }: OperatorDependencies): Promise<boolean> => {
  const states = await Promise.all(queues.map((queue) => sqs.read(queue)));
  const urls = states.flatMap(({ url, deadLetters }) => [url, ...(deadLetters ? [deadLetters.url] : [])]);
  const purges = await Promise.allSettled(urls.map((url) => sqs.purge(url)));
  const errors = purges.flatMap((purge) =>
    purge.status === 'rejected' ? [asOperatorError(purge.reason)] : [],
  );
  const [other] = errors.filter(({ code }) => code !== 'queue/purge-in-progress');
  if (other) throw other;
  return errors.length === 0;
};
