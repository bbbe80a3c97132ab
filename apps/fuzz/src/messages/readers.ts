import type { FunctionFolder } from '@product-service/bench/functions';
import { TOPIC_VARIABLES } from '@product-service/environment';
import { FACT_EVENTS, PRODUCT_EVENTS, type EventType } from '@product-service/events';
import type { Cloud } from '../cloud/cloud.js';
import type { Transport } from '../inputs/messages.js';
import { busEventProblems, notificationProblems } from '../rules/event-rules.js';

/** What a batch has caused: the values that the good message should be among, and what is wrong with the rest. */
export interface Effects {
  readonly values: readonly string[];
  readonly problems: readonly (readonly [problem: string, shown: string])[];
}

/** A function that reads messages, and how to see that it has handled one. */
export interface Reader {
  readonly folder: FunctionFolder;
  readonly types: readonly EventType[];
  readonly transport: Transport;
  /** The data of a message that must be handled. `value` is what {@link Reader.effects} shows then. */
  readonly good: (number: number) => {
    readonly type: EventType;
    readonly data: object;
    readonly value: string;
  };
  readonly effects: (cloud: Cloud) => Promise<Effects>;
}

/** The product that the good messages are about. */
export const GOOD = 'GOODPRODUCT';
/** The topics of facts, named after their variables. A queue of the same name is subscribed to each. */
export const FACT_TOPICS = FACT_EVENTS.map((type) => TOPIC_VARIABLES[type]);

const factsOn =
  (topic: (typeof FACT_TOPICS)[number]) =>
  async ({ messaging, watch }: Cloud): Promise<Effects> => {
    const bodies = (await messaging.drain(topic)).map(({ Body = '' }) => Body);
    for (const body of bodies) watch.published('A fact on SNS', body);
    return {
      values: bodies,
      problems: bodies.flatMap((body) =>
        notificationProblems(body).map((problem) => [problem, body] as const),
      ),
    };
  };

/** A private event without the version of its product is published in version 1, which does not need it. */
const WITHOUT_VERSION = /\.v1 must have required property 'sequence'$/;

const publishedBy = async ({ bus, watch }: Cloud): Promise<Effects> => {
  const events = bus.takeBusEvents();
  for (const { Detail } of events) watch.published('An event on the bus', Detail);
  return {
    values: events.map(({ Detail }) => Detail),
    problems: events.flatMap((event) =>
      busEventProblems(event)
        .filter((problem) => !WITHOUT_VERSION.test(problem))
        .map((problem) => [problem, event.Detail] as const),
    ),
  };
};

const columnOf =
  (column: 'stock_level' | 'price_brackets') =>
  async ({ database }: Cloud): Promise<Effects> => {
    const { rows } = await database.pool.query<{ value: unknown }>(
      `SELECT ${column} AS value FROM product_api.products WHERE id = $1`,
      [GOOD],
    );
    return { values: rows.map(({ value }) => JSON.stringify(value)), problems: [] };
  };

const brackets = (number: number) => [{ quantity: 1, price: number }];
/** A product id that no other message has. */
const idOf = (number: number): string => `${GOOD}-${number}-`;

/** Every function that reads messages of others. */
export const READERS: readonly Reader[] = [
  {
    folder: 'product-acl/translate-stock-updated',
    types: ['inventory.stockUpdated.v1'],
    transport: 'eventbridge',
    good: (number) => ({
      type: 'inventory.stockUpdated.v1',
      data: { productId: idOf(number), newStockLevel: number },
      value: idOf(number),
    }),
    effects: factsOn(TOPIC_VARIABLES['product.stockUpdated']),
  },
  {
    folder: 'product-acl/translate-pricing-calculated',
    types: ['pricing.pricingCalculated.v1'],
    transport: 'eventbridge',
    good: (number) => ({
      type: 'pricing.pricingCalculated.v1',
      data: { productId: idOf(number), priceBrackets: brackets(number) },
      value: idOf(number),
    }),
    effects: factsOn(TOPIC_VARIABLES['product.pricingChanged']),
  },
  {
    folder: 'product-api/handle-stock-updated',
    types: FACT_EVENTS.slice(1),
    transport: 'sns',
    good: (number) => ({
      type: 'product.stockUpdated',
      data: { productId: GOOD, stockLevel: number },
      value: String(number),
    }),
    effects: columnOf('stock_level'),
  },
  {
    folder: 'product-api/handle-pricing-changed',
    types: FACT_EVENTS.slice(0, 1),
    transport: 'sns',
    good: (number) => ({
      type: 'product.pricingChanged',
      data: { productId: GOOD, priceBrackets: brackets(number) },
      value: JSON.stringify(brackets(number)),
    }),
    effects: columnOf('price_brackets'),
  },
  {
    folder: 'product-event-publisher/publish-public-events',
    types: PRODUCT_EVENTS,
    transport: 'sns',
    good: (number) => ({
      type: 'product.productDeleted',
      data: { productId: idOf(number) },
      value: idOf(number),
    }),
    effects: publishedBy,
  },
];
