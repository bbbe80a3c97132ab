import { toMilliseconds, type Delivery, type DeliveryScope } from '@product-service/events';
import { ATTRIBUTE, SYSTEM } from './attributes.js';
import { consumedFrom } from './context-headers.js';
import { linksTo } from './span-link.js';
import { tracer } from './tracer.js';

/**
 * Third seam, consuming: a span for each message, linked to the span that sent it. Not its child: a trace ends at
 * the service's border, and a batch has as many producers as messages.
 */
export const deliveryScope: DeliveryScope = (delivery, handle) => {
  const { event, via } = delivery;
  const type = event?.type ?? 'unreadable message';
  const options = {
    resource: `process ${type}`,
    links: event ? linksTo(event.headers) : [],
    tags: tagsOf(delivery, type),
  };
  return tracer.trace('messaging.process', options, async (span) => {
    if (event) consumedFrom(via, event.type, event.headers);
    const outcome = await handle();
    if (outcome) span?.setTag(ATTRIBUTE.outcome, outcome);
    return outcome;
  });
};

const tagsOf = ({ messageId, via, queue, sentAt, receiveCount, size, event }: Delivery, type: string) => ({
  [ATTRIBUTE.spanKind]: 'consumer',
  [ATTRIBUTE.system]: SYSTEM[via],
  [ATTRIBUTE.operationName]: 'process',
  [ATTRIBUTE.operationType]: 'process',
  [ATTRIBUTE.destination]: event?.type ?? queue,
  [ATTRIBUTE.consumerGroup]: queue,
  [ATTRIBUTE.messageId]: event?.id ?? messageId,
  [ATTRIBUTE.messageType]: type,
  [ATTRIBUTE.envelopeSize]: size,
  [ATTRIBUTE.deliveryAttempt]: receiveCount,
  ...(sentAt && { [ATTRIBUTE.messageAge]: Date.now() - toMilliseconds(sentAt) }),
  ...(event && { [ATTRIBUTE.productId]: event.data.productId }),
});
