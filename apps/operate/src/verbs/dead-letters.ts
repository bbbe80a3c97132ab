import type { DeadLettersOfQueue, Results } from '@product-service/operator/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkCanConfirm, confirm } from '../confirm.js';
import { CommandFailure, UsageError } from '../failure.js';
import { counted, NOT_CONFIRMED, type ChangeOptions, type ExitCode, type VerbContext } from '../verb.js';

const PROGRESS_MS = 1_000;

export interface MessageOptions extends ChangeOptions {
  readonly message?: readonly string[];
  readonly all?: true;
}

export const listDeadLetters = async ({ client, output }: VerbContext): Promise<ExitCode> => {
  const { queues } = await client.send({ command: 'dead-letters list' });
  output.result({ queues }, queues.map(describe).join('\n'));
  return 0;
};

const describe = ({ queue, depth, reasons, sampled }: DeadLettersOfQueue): string =>
  [
    `${queue}: ${depth.visible} dead letters${depth.inFlight > 0 ? `, and ${depth.inFlight} held at this moment` : ''}`,
    ...reasons.map(({ reason, count }) => `  ${count} of ${sampled}: ${reason.slice(0, 300)}`),
  ].join('\n');

export const showDeadLetters = async (
  { client, output }: VerbContext,
  queue: string,
  { limit }: { readonly limit: number },
): Promise<ExitCode> => {
  const found = await client.send({ command: 'dead-letters show', queue, limit });
  const texts = found.messages.map(({ id, since, reason, body, attributes }) =>
    [
      `${id}  since ${since}`,
      `  ${reason}`,
      ...Object.entries(attributes).map(([name, value]) => `  ${name}: ${value}`),
      `  ${body}`,
    ].join('\n'),
  );
  const omitted =
    found.omitted > 0 ? [`${found.omitted} more are too large for one answer: use a lower --limit.`] : [];
  output.result(found, [...texts, ...omitted].join('\n\n') || 'No dead letters.');
  return 0;
};

export const redrive = async (
  context: VerbContext,
  queue: string,
  { message: messageIds, dryRun = false }: MessageOptions,
): Promise<ExitCode> => {
  const { client, output } = context;
  if (messageIds) {
    const decision = await client.send({
      command: 'dead-letters redrive',
      queue,
      messageIds: [...messageIds],
      dryRun,
    });
    return report(output, decision, dryRun ? 'would be redriven' : 'redriven', dryRun);
  }
  const begun = await client
    .send({ command: 'dead-letters redrive', queue, dryRun })
    .catch((error: CommandFailure) => {
      // Somebody else has started it: show its progress.
      if (error.code === 'dead-letters/redrive-running') return { toMove: undefined };
      throw error;
    });
  if (dryRun) {
    const toMove = 'toMove' in begun ? begun.toMove : 0;
    output.result({ dryRun, toMove }, `${counted(toMove ?? 0, 'message')} would be redriven to ${queue}.`);
    return 0;
  }
  return watchRedrive(context, queue);
};

const watchRedrive = async ({ client, output }: VerbContext, queue: string): Promise<ExitCode> => {
  for (;;) {
    const progress = await client.send({ command: 'dead-letters progress', queue });
    const { status, moved, toMove, failure } = progress;
    if (status === 'running') {
      output.progress(`redriven ${moved} of ${toMove} messages …`);
      await sleep(PROGRESS_MS);
      continue;
    }
    if (status === 'completed') {
      output.result({ dryRun: false, ...progress }, `${counted(moved, 'message')} redriven to ${queue}.`);
      return 0;
    }
    throw new CommandFailure(
      'dead-letters/redrive-ended',
      `The redrive was ${status} after ${counted(moved, 'message')}${failure ? `: ${failure}` : ''}. Start it again.`,
      { ...progress },
    );
  }
};

export const deleteDeadLetters = async (
  { client, output }: VerbContext,
  queue: string,
  { message: messageIds, all, dryRun = false, yes = false }: MessageOptions,
): Promise<ExitCode> => {
  if (!messageIds === !all) throw new UsageError('Name messages with --message <id…>, or add --all.');
  if (!dryRun) checkCanConfirm(yes);
  const named = messageIds && { messageIds: [...messageIds] };
  const send = (isDry: boolean) =>
    client.send({ command: 'dead-letters delete', queue, dryRun: isDry, ...named });
  if (!dryRun && !yes) {
    const found = await send(true);
    const count = 'toDelete' in found ? found.toDelete : found.done.length;
    const question = `${counted(count, 'message')} of ${queue} will be deleted, and cannot be restored.`;
    if (!(await confirm({ question, expected: 'yes', yes }))) throw NOT_CONFIRMED;
  }
  const deleted = await send(dryRun);
  const verb = dryRun ? 'would be deleted' : 'deleted';
  if ('done' in deleted) return report(output, deleted, verb, dryRun);
  output.result({ dryRun, ...deleted }, `${counted(deleted.toDelete, 'message')} ${verb}.`);
  return 0;
};

const report = (
  output: VerbContext['output'],
  decision: Results['dead-letters redrive'],
  verb: string,
  dryRun: boolean,
): ExitCode => {
  if (!('done' in decision)) throw new Error('The function answered with the result of another command.');
  const { done, notFound, examined } = decision;
  const lines = [
    `${counted(done.length, 'message')} ${verb}.`,
    ...notFound.map((id) => `${id} is not among the ${examined} messages that were looked at.`),
  ];
  output.result({ dryRun, ...decision }, lines.join('\n'));
  return notFound.length === 0 ? 0 : 1;
};
