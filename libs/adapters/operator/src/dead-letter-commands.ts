import type { DeadLetter, QueueWithDeadLetters } from '@product-service/sqs';
import type { OperatorDependencies } from './dependencies.js';
import { OperatorError } from './operator-error.js';
import type { CommandOf, DeadLettersOfQueue, Results } from './protocol/index.js';

/** Messages of each queue whose reasons are counted. */
const SAMPLE = 50;
const MAX_REASONS = 10;
/** Lambda's limit for an answer is 6 MB. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export const listDeadLetters = async ({
  queues,
  sqs,
}: OperatorDependencies): Promise<Results['dead-letters list']> => {
  const states = await Promise.all(queues.map((queue) => sqs.read(queue)));
  const withDeadLetters = states.filter((state): state is QueueWithDeadLetters => 'deadLetters' in state);
  const summarize = async (state: QueueWithDeadLetters): Promise<DeadLettersOfQueue> => {
    const { depth } = state.deadLetters;
    const sample = depth.visible === 0 ? [] : await sqs.deadLetters(state, SAMPLE);
    return { queue: state.name, depth, reasons: reasonsOf(sample), sampled: sample.length };
  };
  return { queues: await Promise.all(withDeadLetters.map(summarize)) };
};

const reasonsOf = (sample: readonly DeadLetter[]): DeadLettersOfQueue['reasons'] =>
  [...Map.groupBy(sample, ({ reason }) => reason)]
    .map(([reason, { length: count }]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_REASONS);

export const showDeadLetters = async (
  dependencies: OperatorDependencies,
  { queue, limit }: CommandOf<'dead-letters show'>,
): Promise<Results['dead-letters show']> => {
  const found = await dependencies.sqs.deadLetters(await readDeadLetters(dependencies, queue), limit);
  const messages: DeadLetter[] = [];
  let bytes = 0;
  for (const message of found) {
    bytes += Buffer.byteLength(JSON.stringify(message));
    if (bytes > MAX_ANSWER_BYTES) break;
    messages.push(message);
  }
  return { queue, messages, omitted: found.length - messages.length };
};

export const redrive = async (
  dependencies: OperatorDependencies,
  { queue, messageIds, dryRun }: CommandOf<'dead-letters redrive'>,
): Promise<Results['dead-letters redrive']> => {
  const state = await readDeadLetters(dependencies, queue);
  if (messageIds) return dependencies.sqs.redrive(state, messageIds, dryRun);
  if (!dryRun) await dependencies.sqs.startRedrive(state);
  return { toMove: countOf(state) };
};

export const readProgress = async (
  dependencies: OperatorDependencies,
  { queue }: CommandOf<'dead-letters progress'>,
): Promise<Results['dead-letters progress']> =>
  dependencies.sqs.redriveProgress(await readDeadLetters(dependencies, queue));

export const deleteDeadLetters = async (
  dependencies: OperatorDependencies,
  { queue, messageIds, dryRun }: CommandOf<'dead-letters delete'>,
): Promise<Results['dead-letters delete']> => {
  const state = await readDeadLetters(dependencies, queue);
  if (messageIds) return dependencies.sqs.deleteDeadLetters(state, messageIds, dryRun);
  if (!dryRun) await dependencies.sqs.purge(state.deadLetters.url);
  return { toDelete: countOf(state) };
};

const countOf = ({ deadLetters: { depth } }: QueueWithDeadLetters): number => depth.visible + depth.inFlight;

/** @throws OperatorError queue/unknown, queue/no-dead-letters */
const readDeadLetters = async (
  { queues, sqs }: OperatorDependencies,
  name: string,
): Promise<QueueWithDeadLetters> => {
  const queue = queues.find((each) => each.name === name);
  const names = queues.map((each) => each.name).join(', ');
  if (!queue)
    throw new OperatorError('queue/unknown', `There is no queue "${name}". The queues are: ${names}.`);
  const state = await sqs.read(queue);
  if (state.deadLetters) return { ...state, deadLetters: state.deadLetters };
  throw new OperatorError('queue/no-dead-letters', `The queue ${name} has no dead-letter queue.`);
};
