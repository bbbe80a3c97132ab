import { Product, type Change, type RepeatableRequest } from '@product-service/product';
import { createDatabase, type Database } from '../../database.js';
import { createPool } from '../../pool.js';
import { at, openProducts } from '../repository.js';
import { HeldRoundTrips } from './held-round-trips.js';
import type { Write } from './write.js';
import type { Result } from './write-history.js';

/** A process of a function, which does one write at a time. Its connections lead through a proxy. */
export class WritingProcess {
  current: Write | undefined;
  #wakes = 0;

  private constructor(
    readonly roundTrips: HeldRoundTrips,
    private readonly database: Database,
  ) {}

  static async start(databaseUrl: string, isPipelined: boolean): Promise<WritingProcess> {
    const url = new URL(databaseUrl);
    const roundTrips = await HeldRoundTrips.start(Number(url.port));
    url.port = String(roundTrips.port);
    const pool = () => createPool({ databaseUrl: url.href }, 'application');
    return new WritingProcess(roundTrips, createDatabase('postgresql', pool, { isPipelined }));
  }

  /** Resolves to what the client is told. */
  async write(write: Write): Promise<Omit<Result, 'ended'> & { readonly wakes: number }> {
    this.current = write;
    this.#wakes = 0;
    const { products } = openProducts(this.database, {
      stampHeaders: () => ({ write: String(write.number) }),
      onCommit: async (committed) => {
        if ((await committed) !== false) this.#wakes += 1;
      },
    });
    const { id, key, text } = write;
    const request: RepeatableRequest | undefined = key === undefined ? undefined : { key, fingerprint: text };
    try {
      const change: Change<unknown> =
        write.action === 'create'
          ? await products.create(id, (existing) => creation(write, existing), request)
          : await products.update(id, (product) => changeOf(write, product), request);
      return { outcome: String(change.outcome), version: change.product.state.version, wakes: this.#wakes };
    } catch (error) {
      const { code, name } = error as { readonly code?: string; readonly name: string };
      return { outcome: code ?? name, wakes: this.#wakes };
    } finally {
      this.current = undefined;
    }
  }

  async stop(): Promise<void> {
    await this.roundTrips.stop();
    await this.database.close();
  }
}

const creation = ({ id, price }: Write, existing: Product | undefined): Change<string> => {
  const details = { name: id, price };
  if (existing) return { product: existing, outcome: existing.createAgain(details, at(0)) };
  return { product: Product.create(details, at(0)), outcome: 'created' };
};

const changeOf = ({ action, id, price }: Write, product: Product): string => {
  if (action === 'delete') {
    product.delete(at(0));
    return 'deleted';
  }
  return product.changeDetails(
    { name: id, price: action === 'raise' ? product.state.price + 1 : price },
    at(0),
  );
};
