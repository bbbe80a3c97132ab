import type { Chains, State } from './product-chains.js';
import type { Write } from './write.js';

/** What the client was told: an outcome, or the code of an error. A client without a result was told nothing. */
export interface Result {
  readonly outcome: string;
  readonly version?: number | undefined;
  readonly ended: number;
}

const UNKNOWN = 'product/outcome-unknown';
/** The client knows that nothing was written, whatever the product's state was. */
const NOT_WRITTEN = ['product/write-conflict', 'ConnectionError'];

export const isChange = ({ outcome }: Pick<Result, 'outcome'>): boolean =>
  ['created', 'updated', 'deleted'].includes(outcome);

/** Compares what clients were told with what was written. Returns the broken promises. */
export const brokenAnswers = (
  writes: readonly Write[],
  results: ReadonlyMap<number, Result>,
  chains: Chains,
): string[] => {
  const entries = [...chains.values()].flat();

  return writes.flatMap((write): string[] => {
    const { number, key, text } = write;
    const result = results.get(number);
    const own = entries.filter((entry) => entry.write.number === number);
    const ofKey = key === undefined ? own : entries.filter((entry) => entry.write.key === key);
    if (ofKey.length > 1) return [`${text} was written ${ofKey.length} times`];
    if (!result || result.outcome === UNKNOWN) return [];
    const told = `${text} was told ${result.outcome} ${result.version ?? ''}`;
    if (isChange(result)) {
      const [written] = ofKey;
      if (written?.version !== result.version || written?.write.text !== text)
        return [`${told}, which is not true`];
      return own.length > 0 && result.version! <= lastBefore(write)
        ? [`${told}, which is older than its request`]
        : [];
    }
    if (own.length > 0) return [`${told}, but was written`];
    return NOT_WRITTEN.includes(result.outcome) || isTrue(write, result)
      ? []
      : [`${told}, which was never true`];
  });

  /** The last version of the product that another client was told of before this write began. */
  function lastBefore({ id, began }: Write): number {
    const isBefore = ({ number }: Write): boolean => {
      const result = results.get(number);
      return result !== undefined && isChange(result) && result.ended < began;
    };
    const before = (chains.get(id) ?? []).filter((entry) => isBefore(entry.write));
    return Math.max(0, ...before.map(({ version }) => version));
  }

  /** Whether the outcome was true of a state that the product may have had while the write was under way. */
  function isTrue(write: Write, result: Result): boolean {
    if (result.outcome === 'product/key-reused') {
      return writes.some(({ key, text }) => key === write.key && text !== write.text);
    }
    const chain = chains.get(write.id) ?? [];
    return [undefined, ...chain.map(({ state }) => state)].some((state, version) => {
      const isPossible =
        version >= lastBefore(write) && (chain[version - 1]?.write.began ?? 0) < result.ended;
      return isPossible && isTrueOf(write, result, state, version);
    });
  }
};

const isTrueOf = ({ price }: Write, result: Result, state: State, version: number): boolean => {
  switch (result.outcome) {
    case 'product/not-found':
      return state === undefined;
    case 'product/already-exists':
      return state !== undefined && state !== price;
    case 'already-exists':
    case 'unchanged':
      return state === price && result.version === version;
    default:
      return false;
  }
};
