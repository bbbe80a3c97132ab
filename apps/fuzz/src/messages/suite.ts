import { setImmediate } from 'node:timers/promises';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { apiEvent } from '@product-service/api-gateway/testing';
import { parseEvent, UnreadableEventError } from '@product-service/cloud-events';
import { EVENT_VERSIONS, type EventType } from '@product-service/events';
import { startCloud, type Cloud } from '../cloud/cloud.js';
import { sqsEventOf } from '../cloud/sqs-records.js';
import { chunks } from '../core/chunks.js';
import { inputAt } from '../core/random.js';
import { shown, type Run, type Suite } from '../core/run.js';
import { messagesTo } from '../inputs/messages.js';
import { answerProblems } from '../rules/answer-rules.js';
import { sendBatch, type HostileInput, type Lane } from './batch.js';
import { FACT_TOPICS, GOOD, READERS } from './readers.js';

/** Beside the good message. Lambda gives a function ten messages at most. */
const BATCH_SIZE = 9;
const ALL_TYPES = Object.keys(EVENT_VERSIONS) as EventType[];
const RELAY = 'product-api/outbox-processor';
const PACKAGE = '@product-service/cloud-events';

/** What reads messages: the functions, the relay, which only counts them, and the package for other services. */
const TARGETS = [
  ...READERS.map((reader) => ({ name: reader.folder, messages: messagesTo(reader.types, reader.transport) })),
  { name: RELAY, messages: messagesTo(['product.productCreated'], 'sns') },
  { name: PACKAGE, messages: messagesTo(ALL_TYPES, 'eventbridge') },
];

/** Gives messages to everything that reads messages. */
export const messages: Suite = async (run) => {
  const cloud = await startCloud(run);
  const lanes = await Promise.all(READERS.map((reader) => startLane(cloud, reader)));
  const relay = await cloud.start(RELAY);
  const get = await cloud.start('product-api/get-product');
  await insertProducts(cloud);

  const sendTo = async (target: number, indexes: readonly number[]): Promise<void> => {
    const { name, messages: inputs } = TARGETS[target]!;
    const batch: HostileInput[] = [];
    for (const index of indexes) {
      batch.push({ index, message: inputAt(inputs, run.seed, index) });
      // The functions call services of this process, and wait for a second only.
      await setImmediate();
    }
    const lane = lanes[target];
    if (lane) return sendBatch(cloud, lane, batch, run);
    if (name === PACKAGE) return batch.forEach(({ index, message }) => parse(index, message.body, run));
    const records = batch.map(({ message }, at) => ({
      MessageId: `m${at}`,
      ReceiptHandle: 'r',
      Body: message.body,
    }));
    await relay(sqsEventOf('outbox.fifo', records)).then(
      () => batch.forEach(() => run.count(name, 'handled')),
      (error: unknown) =>
        run.find({ index: indexes[0]!, problem: `${name}: ${String(error)}`, shown: shown(batch) }),
    );
  };

  await Promise.all(
    TARGETS.map(async (_, target) => {
      const own = run.indexes.filter((index) => index % TARGETS.length === target);
      for (const indexes of chunks(own, BATCH_SIZE)) await sendTo(target, indexes);
      if (own.length > 0) run.progress(`${own.length} messages to ${TARGETS[target]!.name}`);
    }),
  );
  await checkProducts(get, run);
  const { lines, spans, texts } = cloud.watch.seen;
  run.progress(`looked for leaks in ${lines} lines of logs, ${spans} spans, ${texts} events and reasons`);
};

const startLane = async (cloud: Cloud, reader: (typeof READERS)[number]): Promise<Lane> => {
  const [queue, deadLetters] = [reader.folder, `${reader.folder}-dead`].map((name) =>
    name.replace('/', '-'),
  ) as [string, string];
  await cloud.messaging.createQueue(queue);
  await cloud.messaging.createQueue(deadLetters);
  const run = await cloud.start(reader.folder, {
    QUEUE_URL: cloud.queueUrl(queue),
    DEAD_LETTER_QUEUE_URL: cloud.queueUrl(deadLetters),
  });
  return { reader, queue, deadLetters, run };
};

/** One that the good messages are about, and the one of the document's examples. */
const insertProducts = async ({ database, messaging }: Cloud): Promise<void> => {
  await database.pool.query(
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT id, id, 1, 0, '[]', 1, now(), gen_random_uuid() FROM unnest($1::text[]) AS product (id)`,
    [[GOOD, 'FLATWHITE']],
  );
  await messaging.createQueue('outbox.fifo');
  for (const topic of FACT_TOPICS) {
    await messaging.createQueue(topic);
    await messaging.subscribe(topic, topic);
  }
};

/** What other services read with our package is an event, or has the one documented error. */
const parse = (index: number, body: string, { find, count }: Run): void => {
  try {
    const { id, type, time, data } = parseEvent(body, ALL_TYPES);
    count(PACKAGE, 'an event');
    if (!id || !ALL_TYPES.includes(type) || !time || !data.productId)
      find({ index, problem: `${PACKAGE}: The event lacks a field.`, shown: shown(body) });
  } catch (error) {
    count(PACKAGE, 'unreadable');
    if (!(error instanceof UnreadableEventError))
      find({ index, problem: `${PACKAGE}: It threw ${String(error)}`, shown: shown(body) });
  }
};

const checkProducts = async (get: Lane['run'], { find }: Run): Promise<void> => {
  const route = 'GET /product/{productId}';
  for (const productId of [GOOD, 'FLATWHITE']) {
    const result = (await get(JSON.stringify(apiEvent(route, { productId })))) as APIGatewayProxyResult;
    const problems = [
      ...answerProblems(route, result),
      ...(result.statusCode === 200 ? [] : [`It answered ${result.statusCode}.`]),
    ];
    for (const problem of problems)
      find({ problem: `After the messages, ${route}: ${problem}`, shown: shown(result) });
  }
};
