import type { Context, SQSEvent } from 'aws-lambda';
import { outboxRelayHandler } from './outbox-relay-handler.js';

const nudges = { Records: [{}, {}] } as SQSEvent;
const contextWith = (remaining: number) => ({ getRemainingTimeInMillis: () => remaining }) as Context;

it('runs the relay once for all nudges, for as long as there is time', async () => {
  const answers: boolean[] = [];
  const handler = outboxRelayHandler(async (hasTime) => {
    answers.push(hasTime());
    return { published: 0, failures: [] };
  });
  for (const remaining of [30_000, 15_000, 9_000, 0]) await handler(nudges, contextWith(remaining));
  expect(answers).toEqual([true, true, false, false]);
});

it('acknowledges the nudges even if the relay fails, so that those behind them are not held up', async () => {
  const handler = outboxRelayHandler(() => Promise.reject(new Error('no database')));
  await expect(handler(nudges, contextWith(30_000))).resolves.toBeUndefined();
});
