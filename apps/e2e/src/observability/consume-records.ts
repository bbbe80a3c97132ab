/** Consumes records, given as JSON on stdin. context.spec.ts runs it in a process of its own, with the real tracer. */
import { text } from 'node:stream/consumers';
import { deliveryScope } from '@product-service/observability';
import { consumedQueue, eventConsumer } from '@product-service/sqs';
import type { SQSRecord } from 'aws-lambda';

const consume = eventConsumer({
  types: ['pricing.pricingCalculated.v1', 'product.pricingChanged'],
  handle: async () => 'applied',
  scope: deliveryScope,
  queue: consumedQueue({ queueUrl: 'http://127.0.0.1:1', deadLetterQueueUrl: 'http://127.0.0.1:1' }),
});

void text(process.stdin).then((input) =>
  consume({ Records: JSON.parse(input) as SQSRecord[] }, { getRemainingTimeInMillis: () => 29_000 }),
);
