import { dsqlProducts, openDatabase } from '@product-service/dsql';
import { systemClock as now } from '@product-service/environment';
import {
  createProduct,
  deleteProduct,
  updateProduct,
  type ProductRepository,
} from '@product-service/product';
import type { Bench, Benchmark, Table } from '../core/benchmark.js';
import { compare, msPerCall } from '../core/compare.js';
import { startDatabase } from '../parts/database.js';
import { openSlowLink } from './slow-link.js';

/** Round trips of a network, in milliseconds: between data centres, and within a continent. */
const ROUND_TRIPS = [5, 20];
const CALLS = 10;

let names = 0;

type Write = (products: ProductRepository) => (call: number) => Promise<unknown>;

const createNew = (products: ProductRepository) =>
  createProduct({ products, now })({ name: `Product ${(names += 1)}`, price: 1 });

const WRITES: Readonly<Record<string, Write>> = {
  create: (products) => () => createNew(products),
  update: (products) => () =>
    updateProduct({ products, now })({ id: 'KEPT', name: 'Kept', price: (names += 1) }),
  'create and delete': (products) => async () => {
    const { product } = await createNew(products);
    await deleteProduct({ products, now })({ id: product.productId });
  },
};

export const pipelining: Benchmark = {
  name: 'pipelining',
  title: 'writes over a slow link, with BEGIN and COMMIT pipelined or not',
  async run(bench) {
    const { url } = await startDatabase(bench);
    const link = await openSlowLink(Number(new URL(url).port), bench);
    const slowUrl = Object.assign(new URL(url), { port: link.port }).href;
    const [pipelined, oneByOne] = [open(slowUrl, 'on', bench), open(slowUrl, 'off', bench)];
    await createProduct({ products: pipelined, now })({ id: 'KEPT', name: 'Kept', price: 1 });

    const rows: Table['rows'][number][] = [];
    for (const ms of ROUND_TRIPS) {
      link.setRoundTrip(ms);
      for (const [name, write] of Object.entries(WRITES)) {
        bench.progress(`${name}, ${ms} ms`);
        const variants = {
          oneByOne: msPerCall(CALLS, write(oneByOne)),
          pipelined: msPerCall(CALLS, write(pipelined)),
        };
        for (const variant of Object.values(variants)) await variant();
        const measured = await compare(variants, { baseline: 'oneByOne', rounds: bench.rounds });
        rows.push([
          `${ms} ms`,
          name,
          measured.oneByOne.cost,
          measured.pipelined.cost,
          measured.pipelined.ratio,
        ]);
      }
    }
    const columns = ['round trip', 'call', 'one statement at a time', 'pipelined', 'ratio'];
    return [{ title: 'Duration of a call of the repository', columns, rows }];
  },
};

const open = (url: string, mode: 'on' | 'off', { onEnd }: Bench): ProductRepository => {
  const database = openDatabase('application', { DATABASE_URL: url, DATABASE_PIPELINING: mode });
  onEnd(() => database.close());
  return dsqlProducts({ database, stampHeaders: () => ({}), onCommit: async () => undefined });
};
