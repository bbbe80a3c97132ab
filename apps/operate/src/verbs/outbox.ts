import { MAX_ITEMS } from '@product-service/operator/protocol';
import type { OutboxDecision, WaitingEvent } from '@product-service/product';
import { checkCanConfirm, confirm } from '../confirm.js';
import { UsageError } from '../failure.js';
import { table } from '../output.js';
import { counted, NOT_CONFIRMED, type ChangeOptions, type ExitCode, type VerbContext } from '../verb.js';

export interface ListOptions {
  readonly parked?: true;
  readonly product?: string;
  readonly limit: number;
  readonly after?: string;
}

export const listOutbox = async (
  { client, output }: VerbContext,
  options: ListOptions,
): Promise<ExitCode> => {
  const page = await client.send({ command: 'outbox list', ...options });
  const more = page.next === undefined ? '' : `\nThere are more: add --after ${page.next}`;
  output.result(page, page.events.length === 0 ? 'No events.' : `${tableOf(page.events)}${more}`);
  return 0;
};

const tableOf = (events: readonly WaitingEvent[]): string =>
  table([
    ['event id', 'product', 'version', 'type', 'occurred at', 'state', 'reason'],
    ...events.map(({ eventId, productId, version, type, occurredAt, state, reason = '' }) => [
      eventId,
      productId,
      version,
      type,
      occurredAt,
      state,
      reason.slice(0, 200),
    ]),
  ]);

type Decision = Pick<OutboxDecision, 'done' | 'notFound' | 'notParked' | 'changedMeanwhile'>;
const NOTHING: Decision = { done: [], notFound: [], notParked: [], changedMeanwhile: 0 };

export const releaseEvents = async (
  { client, output }: VerbContext,
  eventIds: readonly string[],
  { allParked, dryRun = false }: ChangeOptions & { readonly allParked?: true },
): Promise<ExitCode> => {
  if (eventIds.length === 0 && !allParked)
    throw new UsageError('Name events by their ids, or add --all-parked.');
  if (eventIds.length > 0 && allParked)
    throw new UsageError('Name events, or add --all-parked, but not both.');
  let decision = NOTHING;
  if (allParked) {
    let after: string | undefined;
    do {
      const { next, ...page } = await client.send({
        command: 'outbox release parked',
        dryRun,
        ...(after !== undefined && { after }),
      });
      decision = sum(decision, page);
      after = next;
      if (after !== undefined)
        output.progress(`${dryRun ? 'found' : 'released'} ${decision.done.length} events …`);
    } while (after !== undefined);
  } else {
    for (const ids of batchesOf(eventIds)) {
      decision = sum(decision, await client.send({ command: 'outbox release', eventIds: ids, dryRun }));
    }
  }
  return report(output, decision, dryRun ? 'would be released' : 'released', dryRun);
};

export const discardEvents = async (
  { client, output }: VerbContext,
  eventIds: readonly string[],
  { dryRun = false, yes = false }: ChangeOptions,
): Promise<ExitCode> => {
  if (!dryRun) checkCanConfirm(yes);
  const send = async (isDry: boolean): Promise<Decision> => {
    let decision = NOTHING;
    for (const ids of batchesOf(eventIds)) {
      decision = sum(
        decision,
        await client.send({ command: 'outbox discard', eventIds: ids, dryRun: isDry }),
      );
    }
    return decision;
  };
  if (!dryRun && !yes) {
    const { done } = await send(true);
    const question = `${counted(done.length, 'event')} will never be published: ${done.join(', ')}.`;
    if (done.length > 0 && !(await confirm({ question, expected: 'yes', yes }))) throw NOT_CONFIRMED;
  }
  return report(output, await send(dryRun), dryRun ? 'would be discarded' : 'discarded', dryRun);
};

const batchesOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / MAX_ITEMS) }, (_, index) =>
    ids.slice(index * MAX_ITEMS, (index + 1) * MAX_ITEMS),
  );

const sum = (left: Decision, right: Decision): Decision => ({
  done: [...left.done, ...right.done],
  notFound: [...left.notFound, ...right.notFound],
  notParked: [...left.notParked, ...right.notParked],
  changedMeanwhile: left.changedMeanwhile + right.changedMeanwhile,
});

const report = (
  output: VerbContext['output'],
  decision: Decision,
  done: string,
  dryRun: boolean,
): ExitCode => {
  const { notFound, notParked, changedMeanwhile } = decision;
  const lines = [
    `${counted(decision.done.length - changedMeanwhile, 'event')} ${done}.`,
    ...(changedMeanwhile > 0 ? [`${changedMeanwhile} were changed by somebody else at the same time.`] : []),
    ...notFound.map((id) => `${id} is not in the outbox: it was published or discarded.`),
    ...notParked.map((id) => `${id} is not parked: the relay publishes it by itself.`),
  ];
  output.result({ dryRun, ...decision }, lines.join('\n'));
  return notFound.length + notParked.length + changedMeanwhile === 0 ? 0 : 1;
};
