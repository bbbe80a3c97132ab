import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { Client } from 'pg';
import { LIST_LENGTH, nameOf, type Execute } from './operations.js';

const PRODUCT = 'SELECT * FROM product_api.products WHERE id = $1';
const LIST = `SELECT id, name, price, stock_level, version, updated_at, deleted_at FROM product_api.products
  WHERE deleted_at IS NULL ORDER BY id LIMIT $1`;
const INSERT = `INSERT INTO product_api.products
  (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
  VALUES ($1, $2, $3, 0, '[]', 1, $4, $5) ON CONFLICT (id) DO NOTHING`;
const UPDATE = `UPDATE product_api.products
  SET name = $2, price = $3, stock_level = $4, price_brackets = $5, version = $6, updated_at = $7,
    deleted_at = $8, last_change_id = $9
  WHERE id = $1 AND version = $10`;
const OUTBOX = `INSERT INTO product_api.outbox
  (event_id, product_id, product_version, type, data, occurred_at, headers)
  VALUES ($1, $2, $3, $4, $5, $6, '{}')`;

/** The statements of each request on one connection, prepared, one after the other, and one bare POST for a write. */
export const bareOperations = async (databaseUrl: string, endpoint: string): Promise<Execute> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const run = (name: string, text: string, values: unknown[] = []) => client.query({ name, text, values });
  const post = poster(endpoint);

  const inTransaction = async (type: string, id: string, version: number, change: () => Promise<unknown>) => {
    await run('begin', 'BEGIN');
    await change();
    const data = JSON.stringify({ productId: id, name: nameOf(id), price: version });
    await run('outbox', OUTBOX, [randomUUID(), id, version, type, data, new Date()]);
    await run('commit', 'COMMIT');
    await post();
  };

  const replace = async (id: string, type: string, isDeleted: boolean): Promise<void> => {
    const { rows } = await run('get', PRODUCT, [id]);
    const { name, price, stock_level, price_brackets, version } = rows[0];
    const now = new Date();
    const columns = [name, Number(price) + 1, stock_level, JSON.stringify(price_brackets), version + 1, now];
    const values = [id, ...columns, isDeleted ? now : null, randomUUID(), version];
    await inTransaction(type, id, version + 1, () => run('update', UPDATE, values));
  };

  return {
    async get(id) {
      const { rows } = await run('get', PRODUCT, [id]);
      JSON.stringify(rows);
    },
    async list() {
      const { rows } = await run('list', LIST, [LIST_LENGTH + 1]);
      JSON.stringify(rows);
    },
    create: (id) =>
      inTransaction('product.productCreated', id, 1, () =>
        run('insert', INSERT, [id, nameOf(id), 1, new Date(), randomUUID()]),
      ),
    update: (id) => replace(id, 'product.productUpdated', false),
    delete: (id) => replace(id, 'product.productDeleted', true),
  };
};

/** Sends an unsigned message to a FIFO queue over a kept connection. */
export const poster = (endpoint: string) => {
  const agent = new Agent({ keepAlive: true });
  const options = {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
  };
  const body = (): string =>
    JSON.stringify({
      QueueUrl: `${endpoint}/1/outbox.fifo`,
      MessageBody: '{}',
      MessageGroupId: 'outbox',
      MessageDeduplicationId: randomUUID(),
    });
  return (): Promise<void> =>
    new Promise((resolve, reject) => {
      request(endpoint, options, (response) => {
        response.resume().on('end', resolve).on('error', reject);
      })
        .on('error', reject)
        .end(body());
    });
};
