import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.js';

/** What a client asks for. Each write has its own number, which its events carry. */
export interface Write {
  readonly number: number;
  readonly action: 'create' | 'raise' | 'set' | 'delete';
  readonly id: string;
  /** Of `create` and `set`. */
  readonly price: number;
  readonly key?: string | undefined;
  readonly text: string;
  /** The step in which it began. */
  readonly began: number;
}

/** What the client was told: the outcome or the code of an error. Without a result, it was told nothing. */
export interface Result {
  readonly outcome: string;
  readonly version?: number | undefined;
  readonly ended: number;
}

/** The state of a product from a version on; `undefined` before it is created and after it is deleted. */
type State = number | undefined;

interface Entry {
  readonly version: number;
  readonly write: Write;
  readonly type: string;
  readonly state: State;
  readonly previous: State;
}

const CHANGED = ['created', 'updated', 'deleted'];
/** The client does not know whether it was written. */
const UNKNOWN = ['product/outcome-unknown', 'killed'];
/** The client knows that nothing was written. */
const NOT_WRITTEN = ['product/write-conflict', 'ConnectionError'];

/** Compares what clients were told with what the database has. Returns the broken promises. */
export const brokenPromises = async (
  kysely: Kysely<Schema>,
  writes: readonly Write[],
  results: ReadonlyMap<number, Result>,
): Promise<string[]> => {
  const violations: string[] = [];
  const check = (holds: boolean, violation: string): void => void (holds || violations.push(violation));
  const rows = await kysely.selectFrom('outbox').selectAll().orderBy('product_version').execute();
  const products = await kysely.selectFrom('products').selectAll().execute();
  const chains = new Map<string, Entry[]>();
  for (const { product_id, product_version, type, data, headers } of rows) {
    const write = writes.find(({ number }) => String(number) === headers['write'])!;
    const details = data as { price?: number; new?: { price: number }; previous?: { price: number } };
    const state = details.price ?? details.new?.price;
    const entry = { version: product_version, write, type, state, previous: details.previous?.price };
    chains.set(product_id, [...(chains.get(product_id) ?? []), entry]);
  }
  const all = [...chains.values()].flat();

  for (const { id, version, price, deleted_at } of products) {
    const chain = chains.get(id) ?? [];
    const state = deleted_at ? undefined : Number(price);
    check(version === chain.length, `${id} is at version ${version}, but has ${chain.length} events`);
    check(state === chain.at(-1)?.state, `${id} is ${state}, but its last event says ${chain.at(-1)?.state}`);
  }
  for (const [id, chain] of chains) {
    let before: State;
    for (const [index, { version, previous, state, type, write }] of chain.entries()) {
      check(version === index + 1, `${id} has version ${version} as event ${index + 1}`);
      const isPossible = type === 'product.productCreated' ? before === undefined : before !== undefined;
      check(isPossible && (previous === undefined || previous === before), `${id} ${version}: a lost update`);
      const isWanted =
        write.action === 'raise' ? state === before! + 1 : write.action === 'delete' || state === write.price;
      check(isWanted, `${id} ${version} is not what ${write.text} wanted`);
      before = state;
    }
  }

  for (const write of writes) {
    const result = results.get(write.number);
    const own = all.filter((entry) => entry.write.number === write.number);
    const ofRequest = write.key === undefined ? own : all.filter((entry) => entry.write.key === write.key);
    check(ofRequest.length <= 1, `${write.text} was written ${ofRequest.length} times`);
    if (!result || UNKNOWN.includes(result.outcome)) continue;
    const { outcome, version } = result;
    if (CHANGED.includes(outcome)) {
      const isKept = ofRequest.some((entry) => entry.version === version);
      check(isKept, `${write.text} was told ${outcome} ${version}, which is not in the history`);
    } else {
      check(own.length === 0, `${write.text} was told ${outcome}, but was written`);
      if (!NOT_WRITTEN.includes(outcome))
        check(isTrue(write, result), `${write.text} was told ${outcome} ${version}`);
    }
  }
  return violations;

  /** Whether the outcome was true of a state that the product may have had while the write was under way. */
  function isTrue(write: Write, { outcome, version, ended }: Result): boolean {
    const chain = chains.get(write.id) ?? [];
    const first = Math.max(
      0,
      ...chain.filter(({ write: other }) => endOf(other) < write.began).map((it) => it.version),
    );
    const states = [undefined, ...chain.map(({ state }) => state)]
      .map((state, at) => ({ state, at }))
      .slice(first)
      .filter(({ at }) => at === 0 || chain[at - 1]!.write.began < ended);
    return states.some(({ state, at }) => {
      const isVersion = version === undefined || version === at;
      switch (outcome) {
        case 'product/not-found':
          return state === undefined;
        case 'product/already-exists':
          return state !== undefined && state !== write.price;
        case 'already-exists':
        case 'unchanged':
          return state === write.price && isVersion;
        case 'product/key-reused':
          return writes.some(
            ({ key, text, number }) => key === write.key && number !== write.number && text !== write.text,
          );
        default:
          return false;
      }
    });
  }

  /** When its client was told that it was written; an unknown end may come later. */
  function endOf({ number }: Write): number {
    const result = results.get(number);
    return result && CHANGED.includes(result.outcome) ? result.ended : Infinity;
  }
};
