import { busName, parameterNames, TOPIC_VARIABLES } from '@product-service/environment';
import {
  FACT_EVENTS,
  INCOMING_EVENTS,
  PRODUCT_EVENTS,
  PUBLIC_EVENTS,
  type EventType,
  type FactEventType,
  type ProductEventType,
} from '@product-service/events';

export type PrivateEventType = ProductEventType | FactEventType;
export const PRIVATE_EVENTS: readonly PrivateEventType[] = [...PRODUCT_EVENTS, ...FACT_EVENTS];

/** The name of a message inside its channel, where a name has no dots. */
export const keyOf = (type: EventType): string => type.replaceAll('.', '-');
/** The name of the channel of a private event, e.g. `productCreatedTopic`. */
export const topicChannel = (type: PrivateEventType): string => `${type.replace('product.', '')}Topic`;

const messages = (types: readonly EventType[]) =>
  Object.fromEntries(types.map((type) => [keyOf(type), { $ref: `#/components/messages/${type}` }]));

const ENV = '{env}';
const { eventBusName, sharedEventBusName } = parameterNames(ENV);
const BUS = {
  address: busName(ENV),
  title: 'The event bus',
  description:
    'EventBridge: the envelope is the `detail`, its `type` is the `detail-type`. In `dev` and `prod` it is the bus that the ' +
    `services share, whose name is in the SSM parameter \`${sharedEventBusName.replace(ENV, 'dev')}\`; elsewhere it is the service's own, ` +
    `named in \`${eventBusName}\`.`,
  parameters: { env: { description: 'The environment, e.g. `dev`.' } },
  messages: messages([...PUBLIC_EVENTS, ...(Object.keys(INCOMING_EVENTS) as EventType[])]),
};

const topic = (type: PrivateEventType) => ({
  title: `Private topic of ${type}`,
  description:
    'Private: only for the services of this repository, and it may change. SNS: the envelope is the `Message`. ' +
    `Functions read the ARN of the topic from the variable \`${TOPIC_VARIABLES[type]}\`.`,
  messages: messages([type]),
  'x-private': true,
});

/** The bus, and the topic of each private event. */
export const channels = () => ({
  bus: BUS,
  ...Object.fromEntries(PRIVATE_EVENTS.map((type) => [topicChannel(type), topic(type)])),
});
