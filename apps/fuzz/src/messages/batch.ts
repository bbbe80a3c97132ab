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
 * Gives a reader a batch of hostile messages with a good one among them. Each must end as handled, as a dead letter with its
 * reason, or as a retry; the good one as handled.
 */
export const sendBatch = async (
  cloud: Cloud,
  { reader, queue, deadLetters, run }: Lane,
  batch: readonly { readonly index: number; readonly message: HostileMessage }[],
  { find, count }: Pick<Run, 'find' | 'count'>,
): Promise<void> => {
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
  const event = sqsEventOf(queue, received);
  try {
    const { batchItemFailures } = (await run(event)) as SQSBatchResponse;
    const retried = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const dead = await deadIn(cloud, deadLetters);
    sent.forEach((item, at) => {
      const id = received[at]?.MessageId ?? '';
      const reason = dead.get(id);
      const outcome = retried.has(id) ? 'retried' : reason === undefined ? 'handled' : 'dead letter';
      if (item.index === undefined) {
        if (outcome !== 'handled') findIn(`A good message among others is a ${outcome}: ${reason}`, item);
        return;
      }
      count(reader.folder, outcome);
      if (outcome === 'dead letter' && !reason) findIn('A dead letter has no reason.', item);
      // Nothing is out of order, so trying again cannot help.
      if (outcome === 'retried') findIn('It is tried again, although nothing is out of order.', item);
    });
  } catch (error) {
    findIn(`The function failed: ${String(error)}`, sent[place === 0 ? 1 : 0]!);
  }
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
