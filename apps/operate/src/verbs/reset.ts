import { setTimeout as sleep } from 'node:timers/promises';
import type { BoundedCount } from '@product-service/product';
import { checkCanConfirm, confirm } from '../confirm.js';
import { NOT_CONFIRMED, type ChangeOptions, type ExitCode, type VerbContext } from '../verb.js';

export const reset = async (
  { client, output }: VerbContext,
  { dryRun = false, yes = false }: ChangeOptions,
): Promise<ExitCode> => {
  const { env: environment } = client;
  if (!dryRun) checkCanConfirm(yes);
  const command = { command: 'reset', environment } as const;
  if (dryRun || !yes) {
    const found = await client.send({ ...command, dryRun: true });
    if (!found.dryRun) throw new Error('The function answered with the result of another command.');
    const { products, events, requests } = found.rows;
    const counts =
      `${text(products)} products (deleted ones included), ${text(events)} events, ` +
      `${text(requests)} outcomes of requests and ${found.messages} messages of ${environment}`;
    if (dryRun) {
      output.result(found, `${counts} would be deleted.`);
      return 0;
    }
    const question = `${counts} will be deleted, and cannot be restored.`;
    if (!(await confirm({ question, expected: environment, yes }))) throw NOT_CONFIRMED;
  }
  const deleted = { products: 0, events: 0, requests: 0 };
  for (;;) {
    const step = await client.send({ ...command, dryRun: false });
    if (step.dryRun) throw new Error('The function answered with the result of another command.');
    deleted.products += step.deleted.products;
    deleted.events += step.deleted.events;
    deleted.requests += step.deleted.requests;
    if (step.isDone) break;
    output.progress(
      step.retryInSeconds > 0
        ? 'SQS accepts a purge once a minute: waiting …'
        : `deleted ${deleted.products} products, ${deleted.events} events …`,
    );
    await sleep(step.retryInSeconds * 1_000);
  }
  const { products, events, requests } = deleted;
  output.result(
    { dryRun: false, environment, deleted },
    `${environment} is empty: ${products} products, ${events} events, ${requests} outcomes of requests and all messages deleted.`,
  );
  return 0;
};

const text = ({ count, isMore }: BoundedCount): string => (isMore ? `more than ${count}` : String(count));
