import { logLines } from '@product-service/logger/testing';
import { instantOf } from '@product-service/events';
import type { RelayFailure } from '@product-service/product';
import type { Context, SQSEvent } from 'aws-lambda';
import { outboxRelayHandler } from './outbox-relay-handler.js';

const nudges = { Records: [{}, {}] } as SQSEvent;
const contextWith = (remaining: number) =>
  ({ awsRequestId: 'run-1', getRemainingTimeInMillis: () => remaining }) as Context;

it('runs the relay once for all nudges, while there is time', async () => {
  const answers: boolean[] = [];
  const handler = outboxRelayHandler(async (hasTime) => {
    answers.push(hasTime());
    return { published: 0, failures: [] };
  });
  for (const remaining of [30_000, 15_000, 9_000, 0]) await handler(nudges, contextWith(remaining));
  expect(answers).toEqual([true, true, false, false]);
});

it('logs its result and each failed event: parked ones as errors, because they need an operator', async () => {
  const failureOf = (id: string, outcome: RelayFailure['outcome']): RelayFailure => ({
    event: {
      id,
      type: 'product.productDeleted',
      time: instantOf(new Date(0)),
      subject: 'LATTE',
      data: { productId: 'LATTE' },
      headers: {},
    },
    outcome,
    reason: new Error(`why ${id}`),
  });
  const failures = [failureOf('e-1', 'postponed'), failureOf('e-2', 'parked')];
  await outboxRelayHandler(async () => ({ published: 3, failures }))(nudges, contextWith(30_000));
  const about = { awsRequestId: 'run-1', eventType: 'product.productDeleted', productId: 'LATTE' };
  expect(logLines()).toMatchObject([
    { level: 'WARN', message: 'event postponed', ...about, eventId: 'e-1', error: { message: 'why e-1' } },
    { level: 'ERROR', message: 'event parked', ...about, eventId: 'e-2', error: { message: 'why e-2' } },
    { level: 'INFO', message: 'outbox relayed', awsRequestId: 'run-1', nudges: 2, published: 3, failed: 2 },
  ]);
});

it('acknowledges the nudges even if the relay fails, so that later nudges are not blocked', async () => {
  const handler = outboxRelayHandler(() => Promise.reject(new Error('no database')));
  await expect(handler(nudges, contextWith(30_000))).resolves.toBeUndefined();
  expect(logLines()).toMatchObject([
    {
      level: 'ERROR',
      message: expect.stringContaining('the relay failed'),
      error: { message: 'no database' },
    },
  ]);
});
