import { play, steps, type Step } from '@product-service/ledger/testing';
import type { Operation, PrivateEvent } from '@product-service/ledger';
import fc from 'fast-check';
import { liveLedger } from './live-ledger.js';
import { detailOf, exchangeOf, messageOf } from './testing/exchanges.js';

type Played = Awaited<ReturnType<typeof play>>;

/** When `play` begins. */
const START = Date.UTC(2026, 10, 22, 9, 30);
/** Later than all operations. */
const LATER = 10_000;
const momentOf = ({ time }: { readonly time: string }): number => Date.parse(time) - START;

/** Each second operation has a key. */
const keyOf = ({ id }: Operation) => (id % 2 === 0 ? `key ${id}` : undefined);

/** Clients send some changes again, much later, and get the first answer again. */
const repeatsOf = ({ operations }: Played): Operation[] =>
  operations
    .filter(
      ({ outcome, request: { kind } }) =>
        outcome.kind === 'done' &&
        kind !== 'get' &&
        kind !== 'create' &&
        (kind === 'delete' || outcome.product),
    )
    .filter((operation) => keyOf(operation) !== undefined && operation.id % 3 === 0)
    .map((operation) => ({
      ...operation,
      from: LATER - 1_000 + operation.id,
      to: LATER - 900 + operation.id,
    }));

/** The same as `play` tells, from a moment on, in any order in which the local cloud can see it. */
const observed = (played: Played, since: number, choices: readonly number[]) => {
  const { operations, accepted, received } = played;
  const sources = [
    [...operations, ...repeatsOf(played)]
      .filter(({ from }) => from >= since)
      .toSorted((a, b) => a.to - b.to)
      .map((it) => ({ see: 'exchange' as const, it })),
    accepted.filter((it) => momentOf(it) >= since).map((it) => ({ see: 'published' as const, it })),
    received.filter((it) => momentOf(it) >= since).map((it) => ({ see: 'received' as const, it })),
  ];
  const seen = [];
  for (let turn = 0; sources.some((source) => source.length > 0); turn += 1) {
    const left = sources.filter((source) => source.length > 0);
    seen.push(left[(choices[turn % choices.length] ?? 0) % left.length]!.shift()!);
  }
  return seen;
};

const ledgerOf = (isNew: boolean) => liveLedger({ isNew, versions: ['v1', 'v2'], clock: () => LATER });
type Ledger = ReturnType<typeof ledgerOf>;

const brokenIn = (ledger: Ledger, now: number) =>
  ledger.verdict(now).promises.filter(({ isKept }) => isKept === false);

const anyHistory = (
  test: (history: Played, choices: number[], choice: number) => void,
  scripts: fc.Arbitrary<Step[]> = steps,
) =>
  fc.assert(
    fc.asyncProperty(
      scripts,
      fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }),
      fc.nat(),
      async (script, choices, choice) => test(await play(script), choices, choice),
    ),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 300) },
  );

it('accuses no correct service, whenever it begins, at any moment', () =>
  anyHistory((history, choices, choice) => {
    const since = choice % 3 === 0 ? 0 : choice % (100 + 10 * history.operations.length);
    const ledger = ledgerOf(since === 0);
    for (const { see, it } of observed(history, since, choices)) {
      if (see === 'exchange') ledger.exchange(exchangeOf(it, keyOf(it)));
      else if (see === 'published') ledger.published(messageOf(it));
      else ledger.received(detailOf(it));
      expect(brokenIn(ledger, LATER)).toEqual([]);
    }
    for (const at of [LATER + 100_000, LATER + 101_000]) ledger.waiting({ at, outbox: 0, queues: 0 });
    const verdict = ledger.verdict(LATER + 200_000);
    expect(verdict.promises.filter(({ isKept }) => isKept === false)).toEqual([]);
    expect(verdict.published).toBe(verdict.acknowledged);
  }));

/** Acknowledged changes that certainly made an event. */
const certain = ({ operations }: Played) =>
  operations.filter(
    ({ request, outcome }: Operation) =>
      outcome.kind === 'done' && outcome.product && (request.kind === 'update' || request.kind === 'patch'),
  );

it.each<[string, (events: readonly PrivateEvent[], index: number) => readonly PrivateEvent[]]>([
  ['is dropped', (events, index) => events.toSpliced(index, 1)],
  [
    'tells something else',
    (events, index) => events.with(index, { ...events[index]!, details: { name: 'Mocha', price: 77 } }),
  ],
])('finds that the event of an acknowledged change %s', (_, change) => {
  let tried = 0;
  return anyHistory((history, choices, choice) => {
    const changes = certain(history);
    const chosen = changes[choice % Math.max(1, changes.length)];
    if (chosen?.outcome.kind !== 'done') return;
    const version = chosen.outcome.product?.version;
    const index = history.accepted.findIndex(({ sequence }) => sequence === version);
    tried += 1;
    const ledger = ledgerOf(true);
    const broken = { ...history, accepted: change(history.accepted, index) };
    for (const { see, it } of observed(broken, 0, choices)) {
      if (see === 'exchange') ledger.exchange(exchangeOf(it, keyOf(it)));
      else if (see === 'published') ledger.published(messageOf(it));
      else ledger.received(detailOf(it));
    }
    expect(brokenIn(ledger, LATER + 100_000)).not.toEqual([]);
  }).then(() => expect(tried).toBeGreaterThan(20));
});
