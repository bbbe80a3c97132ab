import { toMilliseconds, type Delivery, type DeliveryScope } from '@product-service/events';
import type { Span } from 'dd-trace';
import { ATTRIBUTE } from './attributes.js';
import { consumedFrom, trackChange } from './checkpoints.js';
import { inMessageSpan } from './message-span.js';
import { sizeOf } from './size.js';
import { tracer } from './tracer.js';

/**
 * Third instrumentation point, consuming: a span per message, linked to the span that sent it. Not its child: a trace ends at
 * the service boundary, and a batch has as many producers as messages.
 */
export const deliveryScope: DeliveryScope = (delivery, handle) => {
  const { event, via } = delivery;
  countInBatch(tracer.scope().active());
  const options = {
    operation: 'process',
    via,
    type: event?.type ?? 'unreadable message',
    tags: tagsOf(delivery),
  } as const;
  return inMessageSpan(options, event?.headers ?? {}, async (span) => {
    if (event) {
      consumedFrom(via, event.type, event.headers);
      trackChange('process', event, span);
    }
    const outcome = await handle();
    if (outcome) span.setTag(ATTRIBUTE.outcome, outcome);
    return outcome;
  });
};

const tagsOf = ({ messageId, queue, sentAt, receiveCount, size, event }: Delivery) => ({
  [ATTRIBUTE.consumerGroup]: queue,
  [ATTRIBUTE.messageId]: event?.id ?? messageId,
  [ATTRIBUTE.envelopeSize]: size,
  [ATTRIBUTE.deliveryAttempt]: receiveCount,
  ...(sentAt && { [ATTRIBUTE.messageAge]: Date.now() - toMilliseconds(sentAt) }),
  ...(event && { [ATTRIBUTE.productId]: event.data.productId, [ATTRIBUTE.bodySize]: sizeOf(event.data) }),
});

const batchSizes = new WeakMap<Span, number>();

/** The parent span is the function's run, so it gets the size of the batch. */
const countInBatch = (run: Span | null): void => {
  if (!run) return;
  const size = (batchSizes.get(run) ?? 0) + 1;
  batchSizes.set(run, size);
  run.setTag(ATTRIBUTE.batchSize, size);
};
