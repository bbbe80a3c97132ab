import { INCOMING_EVENTS, PUBLIC_EVENTS_BY_VERSION, type EventType } from '@product-service/events';
import { keyOf, PRIVATE_EVENTS, topicChannel } from './channels.js';

const operation = (
  action: 'send' | 'receive',
  channel: string,
  summary: string,
  types: readonly EventType[],
) => ({
  action,
  channel: { $ref: `#/channels/${channel}` },
  summary,
  security: [{ $ref: '#/components/securitySchemes/aws' }],
  messages: types.map((type) => ({ $ref: `#/channels/${channel}/messages/${keyOf(type)}` })),
});

/** What this service sends and receives. */
export const operations = () => ({
  ...Object.fromEntries(
    Object.entries(PUBLIC_EVENTS_BY_VERSION).map(([version, types]) => [
      `sendPublicEvents${version.toUpperCase()}`,
      operation(
        'send',
        'bus',
        `Changes of products, version ${version.slice(1)}. A deployment can switch it off.`,
        types,
      ),
    ]),
  ),
  sendAnnouncements: operation(
    'send',
    'bus',
    'What products are, when an operator tells consumers again. In every deployment.',
    ['product.productAnnounced.v1'],
  ),
  receiveFacts: operation(
    'receive',
    'bus',
    'Facts about products from other services.',
    Object.keys(INCOMING_EVENTS) as EventType[],
  ),
  ...Object.fromEntries(
    PRIVATE_EVENTS.map((type) => {
      const channel = topicChannel(type);
      return [
        `sendTo${channel[0]?.toUpperCase()}${channel.slice(1)}`,
        operation('send', channel, `Private: ${type}.`, [type]),
      ];
    }),
  ),
});
