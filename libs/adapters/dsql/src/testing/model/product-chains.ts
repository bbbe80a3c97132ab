import type { Kysely, Selectable } from 'kysely';
import type { OutboxTable, Schema } from '../../schema.js';
import type { Write } from './write.js';

/** The price of a product from a version on; `undefined` before it is created and after it is deleted. */
export type State = number | undefined;

/** A change, read from its event. */
export interface Entry {
  readonly version: number;
  readonly write: Write;
  readonly state: State;
  readonly isCreation: boolean;
  /** The state that the change replaced, if the event says it. */
  readonly previous: State;
}

/** The changes of each product, in order. */
export type Chains = ReadonlyMap<string, readonly Entry[]>;

export type OutboxRow = Selectable<OutboxTable>;

/** @param rows of all events that were ever in the outbox. */
export const chainsOf = (rows: readonly OutboxRow[], writes: readonly Write[]): Chains => {
  const sorted = rows.toSorted((a, b) => a.product_version - b.product_version);
  const byProduct = Map.groupBy(sorted, ({ product_id }) => product_id);
  const chains = [...byProduct].map(([id, events]) => {
    const entries = events.map(({ product_version, type, data, headers }): Entry => {
      const details = data as { price?: number; new?: { price: number }; previous?: { price: number } };
      return {
        version: product_version,
        write: writes.find(({ number }) => String(number) === headers['write'])!,
        state: details.price ?? details.new?.price,
        isCreation: type === 'product.productCreated',
        previous: details.previous?.price,
      };
    });
    return [id, entries] as const;
  });
  return new Map(chains);
};

/** Each version has one event, and each change was made on the state before it. Returns the broken promises. */
export const brokenChains = async (kysely: Kysely<Schema>, chains: Chains): Promise<string[]> => {
  const products = await kysely.selectFrom('products').selectAll().execute();
  return [
    ...[...chains].flatMap(([id, chain]) =>
      chain.flatMap((entry, index) => brokenEntry(id, entry, index + 1, chain[index - 1]?.state)),
    ),
    ...products.flatMap(({ id, version, price, deleted_at }) => {
      const chain = chains.get(id) ?? [];
      const [state, last] = [deleted_at ? undefined : Number(price), chain.at(-1)?.state];
      if (version !== chain.length) return [`${id} is at version ${version}, but has ${chain.length} events`];
      return state === last ? [] : [`${id} has the price ${state}, but its last event says ${last}`];
    }),
  ];
};

const brokenEntry = (
  id: string,
  { version, write, state, isCreation, previous }: Entry,
  expected: number,
  before: State,
): string[] => {
  if (version !== expected) return [`${id} has version ${version} as event ${expected}`];
  const isPossible = isCreation === (before === undefined) && (previous === undefined || previous === before);
  if (!isPossible) return [`${id} ${version} changed ${previous}, but the state before was ${before}`];
  const wanted = { raise: before! + 1, delete: undefined, create: write.price, set: write.price }[
    write.action
  ];
  return state === wanted ? [] : [`${id} ${version} became ${state}, but ${write.text} wanted ${wanted}`];
};
