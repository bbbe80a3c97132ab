import type { APIGatewayProxyResult, SQSBatchResponse } from 'aws-lambda';
import type { FunctionProcess } from '@product-service/bench/functions';
import { TOPIC_VARIABLES } from '@product-service/environment';
import { PRODUCT_EVENTS } from '@product-service/events';
import { apiEvent } from '@product-service/api-gateway/testing';
import type { Cloud } from '../cloud/cloud.js';
import { NUDGE, sqsEventOf } from '../cloud/sqs-records.js';
import { shown, type Run } from '../core/run.js';
import { answerProblems } from '../rules/answer-rules.js';
import { busEventProblems, notificationProblems } from '../rules/event-rules.js';
import { signerWith } from './sender.js';

const PRIVATE_EVENTS = 'private-events';
const PUBLIC_DEAD_LETTERS = 'public-dead-letters';

interface Listed {
  readonly data: readonly { readonly productId: string }[];
  readonly nextCursor?: string;
}

/**
 * What the inputs left behind: every event is published and valid, every product can be listed and read, and is accepted when
 * it is written again. Then everything is deleted.
 */
export const afterCheck = async (cloud: Cloud, { find }: Pick<Run, 'find'>): Promise<() => Promise<void>> => {
  const { messaging, database, bus, watch } = cloud;
  await messaging.createQueue('outbox.fifo');
  await messaging.createQueue(PRIVATE_EVENTS);
  await messaging.createQueue(PUBLIC_DEAD_LETTERS);
  for (const type of PRODUCT_EVENTS) await messaging.subscribe(TOPIC_VARIABLES[type], PRIVATE_EVENTS);
  const relay = await cloud.start('product-api/outbox-processor');
  const publish = await cloud.start('product-event-publisher/publish-public-events', {
    DEAD_LETTER_QUEUE_URL: cloud.queueUrl(PUBLIC_DEAD_LETTERS),
  });
  const list = await cloud.start('product-api/list-products');
  const get = await cloud.start('product-api/get-product');
  const update = await cloud.start('product-api/update-product');
  const sign = await signerWith(cloud.jwtSecret);

  const checkEvents = async (): Promise<void> => {
    await relay(sqsEventOf('outbox.fifo', [NUDGE]));
    const { rows } = await database.pool.query<{ data: unknown }>('SELECT * FROM product_api.outbox LIMIT 5');
    for (const row of rows) find({ problem: 'An event stays in the outbox.', shown: shown(row) });
    for (;;) {
      const messages = await messaging.receive(PRIVATE_EVENTS);
      if (messages.length === 0) break;
      for (const { Body = '' } of messages) {
        watch.published('An event on SNS', Body);
        for (const problem of notificationProblems(Body)) find({ problem, shown: shown(Body) });
      }
      const { batchItemFailures } = (await publish(sqsEventOf(PRIVATE_EVENTS, messages))) as SQSBatchResponse;
      if (batchItemFailures.length > 0)
        find({ problem: 'Private events were not published.', shown: shown(batchItemFailures) });
      const events = bus.takeBusEvents();
      if (events.length !== messages.length * 2)
        find({ problem: `${messages.length} events became ${events.length}.`, shown: shown(events) });
      for (const event of events) {
        watch.published('An event on the bus', event.Detail);
        for (const problem of busEventProblems(event)) find({ problem, shown: shown(event) });
      }
      await messaging.delete(PRIVATE_EVENTS, messages);
    }
    for (const { Body } of await messaging.drain(PUBLIC_DEAD_LETTERS))
      find({ problem: 'An event of our own is a dead letter.', shown: shown(Body) });
  };

  const call = async (
    route: string,
    run: FunctionProcess['run'],
    request: Parameters<typeof apiEvent>[1],
  ): Promise<string> => {
    const { event } = await sign(apiEvent(route, request), 'administrator');
    const result = (await run(JSON.stringify(event))) as APIGatewayProxyResult;
    const problems = [
      ...answerProblems(route, result),
      ...(result.statusCode === 200 ? [] : [`It answered ${result.statusCode}.`]),
    ];
    for (const problem of problems)
      find({ problem: `After the inputs, ${route}: ${problem}`, shown: shown({ request, result }) });
    return result.body;
  };

  const checkProducts = async (): Promise<void> => {
    const query = new URLSearchParams({ limit: '1000' });
    for (;;) {
      const page = JSON.parse(await call('GET /product', list, { query: String(query) })) as Listed;
      for (const { productId } of page.data) {
        const text = await call('GET /product/{productId}', get, {
          productId: encodeURIComponent(productId),
        });
        const { data } = JSON.parse(text) as { data: { productId: string; name: string; price: number } };
        const { productId: id, name, price } = data;
        const again = await call('PUT /product', update, { body: JSON.stringify({ id, name, price }) });
        if (!again.includes('No updates required'))
          find({ problem: 'Writing a stored product again changes it.', shown: shown({ data, again }) });
      }
      if (page.nextCursor === undefined) return;
      query.set('cursor', page.nextCursor);
    }
  };

  return async () => {
    await checkEvents();
    await checkProducts();
    await messaging.purge('outbox.fifo');
    await database.pool.query(
      'TRUNCATE product_api.products, product_api.outbox, product_api.repeatable_requests',
    );
  };
};
