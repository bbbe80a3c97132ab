import { dsqlProducts, openDatabase } from '@product-service/dsql';
import { instantOf } from '@product-service/events';
import { createProduct, updateProduct, type ProductRepository } from '@product-service/product';
import { Client } from 'pg';
import type { Bench, Benchmark, Table } from '../core/benchmark.js';
import { compare, msPerCall } from '../core/compare.js';
import { startDatabase } from '../parts/database.js';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const CALLS = 300;
const PAGE = 60;

type Call = (products: ProductRepository, size: number, call: number) => Promise<unknown>;

const now = () => instantOf(new Date());
const idOf = (index: number): string => `P${String(index).padStart(7, '0')}`;
/** Spreads the calls over the catalogue. */
const someId = (size: number, call: number): string => idOf((call * 7919) % size);
let created = 0;

/** Each product was changed one second after the one before it. */
const CALLS_BY_NAME: Readonly<Record<string, Call>> = {
  'read a product': (products, size, call) => products.find(someId(size, call)),
  'first page of the list': (products) => products.list({ limit: PAGE }),
  'a page of the list': (products, size, call) =>
    products.list({ limit: PAGE, after: { id: someId(size - PAGE, call) } }),
  'a page of changes': (products, size, call) =>
    products.list({
      limit: PAGE,
      updatedSince: instantOf(new Date(((call * 7919) % (size - PAGE)) * 1000)),
    }),
  'create a product': (products) => {
    const id = `NEW${(created += 1)}`;
    return createProduct({ products, now })({ id, name: `Product ${id}`, price: 1 });
  },
  'update a product': (products, size, call) =>
    updateProduct({ products, now })({ id: someId(size, call), name: 'Another', price: (created += 1) }),
};

export const growth: Benchmark = {
  name: 'growth',
  title: `what the repository takes with ${SIZES[0]} to ${SIZES.at(-1)} products`,
  async run(bench) {
    const { url } = await startDatabase(bench);
    const repositories: { size: number; products: ProductRepository }[] = [];
    for (const size of SIZES) repositories.push({ size, products: await catalogueOf(size, url, bench) });
    const rows: Table['rows'][number][] = [];
    for (const [name, call] of Object.entries(CALLS_BY_NAME)) {
      bench.progress(name);
      const variants = Object.fromEntries(
        repositories.map(({ size, products }) => [
          String(size),
          msPerCall(CALLS, (number) => call(products, size, number)),
        ]),
      );
      for (const variant of Object.values(variants)) await variant();
      const measured = await compare(variants, { baseline: String(SIZES[0]), rounds: bench.rounds });
      const [smallest, ...larger] = SIZES.map((size) => measured[size]!);
      rows.push([name, smallest!.cost, ...larger.map(({ ratio }) => ratio)]);
    }
    const columns = SIZES.map((size) => `${size.toLocaleString('en')} products`);
    return [{ title: 'Times the duration with 1,000 products', columns: ['call', ...columns], rows }];
  },
};

/** A database of its own with this many products. */
const catalogueOf = async (size: number, serverUrl: string, bench: Bench): Promise<ProductRepository> => {
  bench.progress(`filling a catalogue of ${size.toLocaleString('en')} products`);
  const name = `catalogue_${size}`;
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE postgres`);
  await execute(
    url,
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT 'P' || lpad(i::text, 7, '0'), 'Product ' || i, 1, 0, '[]', 1, 'epoch'::timestamptz + i * interval '1 second', gen_random_uuid()
     FROM generate_series(0, ${size - 1}) AS i`,
  );
  await execute(url, 'VACUUM ANALYZE product_api.products');
  const database = openDatabase('application', { DATABASE_URL: url });
  bench.onEnd(() => database.close());
  return dsqlProducts({ database, stampHeaders: () => ({}), onCommit: async () => undefined });
};

const execute = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
};
