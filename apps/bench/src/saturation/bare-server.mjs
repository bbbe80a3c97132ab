/**
 * The baseline: an HTTP server with the routes of the load that sends the same SQL, and does nothing else. It checks neither
 * tokens nor bodies, and publishes nothing. It is plain JavaScript, because it is not compiled.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

// Also the size of a busy connection pool on two cores; more were not faster.
const pool = new pg.Pool({
  connectionString: process.argv[2],
  max: 16,
  options: String.raw`-c default_transaction_isolation=repeatable\ read`,
});

const prepared = (name, text) => (client, values) => client.query({ name, text, values });
const find = prepared('find', 'SELECT * FROM product_api.products WHERE id = $1');
const list = prepared(
  'list',
  `SELECT id, name, price, stock_level, version, updated_at, deleted_at FROM product_api.products
   WHERE deleted_at IS NULL ORDER BY id LIMIT $1`,
);
const insert = prepared(
  'insert',
  `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
   VALUES ($1, $2, $3, 0, '[]', 1, now(), $4) ON CONFLICT (id) DO NOTHING`,
);
const update = prepared(
  'update',
  `UPDATE product_api.products SET name = $2, price = $3, version = version + 1, updated_at = now(), last_change_id = $4
   WHERE id = $1 AND version = $5`,
);
const record = prepared(
  'record',
  `INSERT INTO product_api.outbox (event_id, product_id, product_version, type, data, occurred_at, headers)
   VALUES ($1, $2, $3, $4, $5, now(), '{}')`,
);

const transaction = async (work) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};

const write = async (id, product, row) => {
  const changeId = randomUUID();
  await transaction(async (client) => {
    const values = [id, product.name, product.price, changeId];
    await (row ? update(client, [...values, row.version]) : insert(client, values));
    const type = row ? 'product.productUpdated' : 'product.productCreated';
    const version = (row?.version ?? 0) + 1;
    await record(client, [randomUUID(), id, version, type, JSON.stringify({ productId: id, ...product })]);
  });
  return { productId: id, ...product };
};

const answer = async ({ method, url }, body) => {
  if (method === 'GET' && url.startsWith('/product/')) return (await find(pool, [url.slice(9)])).rows[0];
  if (method === 'GET') return (await list(pool, [Number(url.split('=')[1]) + 1])).rows;
  const { id, ...product } = JSON.parse(body);
  if (method === 'POST') return write(product.name.toUpperCase().replaceAll(' ', ''), product);
  for (;;) {
    try {
      return await write(id, product, (await find(pool, [id])).rows[0]);
    } catch (error) {
      // Another request has changed the product.
      if (error.code !== '40001') throw error;
    }
  }
};

const server = createServer(async (request, response) => {
  try {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const data = await answer(request, body);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data, message: 'OK' }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});

process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
