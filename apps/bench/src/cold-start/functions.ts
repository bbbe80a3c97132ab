import { randomUUID } from 'node:crypto';
import { TOPIC_VARIABLES } from '@product-service/environment';
import type { Pool } from 'pg';
import { adminAuthorization, proxyEvent } from '../handlers/requests.js';

/** The variables that functions read while they load. The values are not used before the first request. */
export const functionVariables = (endpoint: string): Readonly<Record<string, string>> => ({
  ENV: 'bench',
  JWT_SECRET_PARAM_NAME: '/jwt',
  OUTBOX_QUEUE_URL: `${endpoint}/1/outbox.fifo`,
  QUEUE_URL: `${endpoint}/1/queue`,
  QUEUES: JSON.stringify({ Queue: `${endpoint}/1/queue` }),
  DEAD_LETTER_QUEUE_URL: `${endpoint}/1/dead-letters`,
  EVENT_BUS_NAME: 'bus',
  PUBLIC_EVENT_VERSIONS: 'v1,v2',
  ...Object.fromEntries(
    Object.values(TOPIC_VARIABLES).map((variable) => [variable, `arn:aws:sns:us-east-1:1:${variable}`]),
  ),
});

/** The product that first requests read and change. */
export const PRODUCT = { id: 'ESPRESSO', name: 'Espresso', price: 2 };
const DELETED = 'MOCHA';

/** Inserts what first requests read, change and delete. */
export const insertProducts = async (pool: Pool): Promise<void> => {
  await pool.query(
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT id, id, 1, 0, '[]', 1, now(), gen_random_uuid() FROM unnest($1::text[]) AS product (id)`,
    [[PRODUCT.id, DELETED]],
  );
};

const body = (value: unknown): string => JSON.stringify(value);
const newProduct = () => ({ id: randomUUID(), name: 'Flat White', price: 3.4 });
const pathParameters = { productId: PRODUCT.id };

/** A message whose body is an event, as a queue without a topic delivers it. */
const messages = (type: string, data: object) => ({
  Records: [
    {
      messageId: randomUUID(),
      receiptHandle: 'r',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:1:queue',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
      messageAttributes: {},
      body: body({
        specversion: '1.0',
        id: randomUUID(),
        type,
        source: 'bench',
        time: new Date().toISOString(),
        subject: PRODUCT.id,
        sequence: '1',
        data: { productId: PRODUCT.id, ...data },
      }),
    },
  ],
});

const priceBrackets = [{ quantity: 5, price: 1.5 }];

/**
 * Every bundle, with its first request. `migrate-database` has none: it runs once in a deployment, and needs an answer of
 * CloudFormation.
 */
export const FUNCTIONS: Readonly<Record<string, (() => Promise<unknown>) | undefined>> = {
  'product-api/create-product': () => request({ httpMethod: 'POST', body: body(newProduct()) }),
  'product-api/update-product': () =>
    request({ httpMethod: 'PUT', body: body({ ...PRODUCT, price: price() }) }),
  'product-api/patch-product': () =>
    request({ httpMethod: 'PATCH', pathParameters, body: body({ price: price() }) }),
  'product-api/delete-product': () =>
    request({ httpMethod: 'DELETE', pathParameters: { productId: DELETED } }),
  'product-api/write-product-batch': () =>
    request({ httpMethod: 'POST', body: body({ items: [{ action: 'create', product: newProduct() }] }) }),
  'product-api/get-product': () => request({ httpMethod: 'GET', pathParameters }),
  'product-api/list-products': () => request({ httpMethod: 'GET' }),
  'product-api/outbox-processor': async () => ({ Records: [] }),
  'product-api/handle-stock-updated': async () => messages('product.stockUpdated', { stockLevel: 5 }),
  'product-api/handle-pricing-changed': async () => messages('product.pricingChanged', { priceBrackets }),
  'product-api/check-outbox': async () => ({}),
  'product-api/delete-expired-requests': async () => ({}),
  'product-api/operate': async () => ({ command: 'outbox list' }),
  'product-api/migrate-database': undefined,
  'product-acl/translate-stock-updated': async () =>
    messages('inventory.stockUpdated.v1', { newStockLevel: 5 }),
  'product-acl/translate-pricing-calculated': async () =>
    messages('pricing.pricingCalculated.v1', { priceBrackets }),
  'product-event-publisher/publish-public-events': async () =>
    messages('product.productCreated', { name: PRODUCT.name, price: PRODUCT.price }),
};

const request = async (event: Parameters<typeof proxyEvent>[1]) =>
  proxyEvent(await adminAuthorization(), event);

/** Another price at each call, so that a change is one. */
const price = (): number => Math.ceil(Math.random() * 1e6);
