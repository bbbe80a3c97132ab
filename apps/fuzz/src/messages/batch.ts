import type { Message } from '@aws-sdk/client-sqs';
import type { FunctionProcess } from '@product-service/bench/functions';
import type { SQSBatchResponse } from 'aws-lambda';
import type { Cloud } from '../cloud/cloud.js';
import { sqsEventOf } from '../cloud/sqs-records.js';
import { shown, type Run } from '../core/run.js';
import type { HostileMessage } from '../inputs/messages.js';
import { goodMessage } from './good-message.js';
import type { Reader } from './readers.js';

export interface Lane {
  readonly reader: Reader;
  readonly queue: string;
  readonly deadLetters: string;
  readonly run: FunctionProcess['run'];
}

/**
 * Gives a reader a batch of hostile messages with a good one among them. Each must end as handled, or as a dead letter with its
 * reason; the good one as handled.
 */
export const sendBatch = async (
  cloud: Cloud,
  lane: Lane,
  batch: readonly { readonly index: number; readonly message: HostileMessage }[],
  { find, count }: Pick<Run, 'find' | 'count'>,
): Promise<void> => {
  const { reader, queue } = lane;
  const number = batch[0]!.index;
  const good = goodMessage(reader, number);
  const place = number % (batch.length + 1);
  const sent: (HostileMessage & { readonly index?: number })[] = batch.map(({ index, message }) => ({
    ...message,
    index,
  }));
  sent.splice(place, 0, { body: good.body, receives: 1 });
  const findIn = (problem: string, item: { readonly index?: number; readonly body: string }): void =>
    find({
      ...(item.index !== undefined && { index: item.index }),
      problem: `${reader.folder}: ${problem}`,
      shown: shown(item.body),
    });

  await cloud.messaging.send(
    queue,
    sent.map(({ body }) => body),
  );
  const received = await inOrder(cloud, queue, sent);
  const outcomes = await receiveUntilSettled(cloud, lane, received);
  sent.forEach((item, at) => {
    const outcome = outcomes.get(received[at]?.MessageId ?? '') ?? { kind: 'never settled' };
    if (item.index === undefined) {
      if (outcome.kind !== 'handled') findIn(`A good message among others is ${describe(outcome)}.`, item);
      return;
    }
    count(reader.folder, outcome.kind);
    if (outcome.kind === 'dead letter' && !outcome.reason) findIn('A dead letter has no reason.', item);
    if (outcome.kind === 'never settled') findIn(`It is ${describe(outcome)}.`, item);
  });
  await cloud.messaging.delete(queue, received);
  const { values, problems } = await reader.effects(cloud);
  for (const [problem, text] of problems)
    find({ problem: `${reader.folder}: ${problem}`, shown: shown(text) });
  if (!values.some((value) => value.includes(good.value)))
    find({
      index: number,
      problem: `${reader.folder}: A good message among others has no effect.`,
      shown: shown(values),
    });
};

interface Outcome {
  readonly kind: 'handled' | 'dead letter' | 'never settled';
  /** Of a dead letter, or of what was never settled. */
  readonly reason?: string;
}

const describe = ({ kind, reason }: Outcome): string => (reason ? `${kind}: ${reason}` : kind);

/** A call may fail once, e.g. if this machine is busy. Nothing is out of order, so more receives cannot help. */
const MAX_RECEIVES = 4;

/** Gives the messages to the reader, and those to be retried again. By the id of the message. */
const receiveUntilSettled = async (
  cloud: Cloud,
  { queue, deadLetters, run }: Lane,
  received: readonly Message[],
): Promise<Map<string, Outcome>> => {
  const outcomes = new Map<string, Outcome>();
  let open = received;
  for (let receives = 1; open.length > 0 && receives <= MAX_RECEIVES; receives++) {
    let failure: string | undefined;
    const answer = await run(sqsEventOf(queue, open)).catch(
      (error: unknown) => void (failure = String(error)),
    );
    const retried = new Set(
      (answer as SQSBatchResponse | undefined)?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    );
    const dead = await deadIn(cloud, deadLetters);
    for (const { MessageId: id = '' } of open) {
      const reason = dead.get(id);
      if (failure !== undefined || retried.has(id))
        outcomes.set(id, { kind: 'never settled', ...(failure !== undefined && { reason: failure }) });
      else outcomes.set(id, reason === undefined ? { kind: 'handled' } : { kind: 'dead letter', reason });
    }
    open = open.filter(({ MessageId = '' }) => outcomes.get(MessageId)?.kind === 'never settled');
  }
  return outcomes;
};

/** The messages in the order in which they were sent, with the receives that the inputs want. */
const inOrder = async (cloud: Cloud, queue: string, sent: readonly HostileMessage[]): Promise<Message[]> => {
  const received: Message[] = [];
  while (received.length < sent.length) received.push(...(await cloud.messaging.receive(queue)));
  return sent.map(({ body, receives }) => {
    const at = received.findIndex(({ Body }) => Body === body);
    const [message = {}] = received.splice(at, 1);
    return { ...message, Attributes: { ...message.Attributes, ApproximateReceiveCount: String(receives) } };
  });
};

/** The reasons of the dead letters, by the id of the message. */
const deadIn = async ({ messaging, watch }: Cloud, queue: string): Promise<Map<string, string>> => {
  const letters = await messaging.drain(queue);
  return new Map(
    letters.map(({ MessageAttributes = {} }) => {
      const textOf = (name: string): string => MessageAttributes[name]?.StringValue ?? '';
      const reason = `${textOf('ERROR_CODE')}: ${textOf('ERROR_MESSAGE')}`;
      watch.published('The reason of a dead letter', reason);
      return [textOf('MESSAGE_ID'), textOf('ERROR_MESSAGE') && reason];
    }),
  );
};
