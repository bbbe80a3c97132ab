import fc from 'fast-check';
import type { History, ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { check } from './check.js';
import { play, steps, stepsWithoutDeletion, type Step } from './testing/histories.js';
import { absent, createdEvent, get, historyOf, operation, shows } from './testing/operations.js';

const wholeOf = ({ end, ...history }: ProductHistory): History => ({ ...history, end: end ? [end] : [] });
const promisesBrokenIn = (history: ProductHistory) =>
  check(wholeOf(history)).violations.map(({ promise }) => promise);

/** Runs the steps, and skips the run if there is nothing to break in its history. */
const everyRun = (scripts: fc.Arbitrary<Step[]>, test: (history: ProductHistory, choice: number) => void) =>
  fc.assert(
    fc.asyncProperty(scripts, fc.nat(), async (script, choice) => test(await play(script), choice)),
    { numRuns: 300 },
  );
const pick = <T>(items: readonly T[], choice: number): T => {
  fc.pre(items.length > 0);
  return items[choice % items.length]!;
};
const without = <T>(items: readonly T[], left: T): T[] => items.filter((item) => item !== left);

describe('a history of the service', () => {
  it.each([
    ['deleted and created again', steps],
    ['never deleted', stepsWithoutDeletion],
  ])('breaks no promise if the product is %s', async (_, scripts) => {
    await everyRun(scripts, (history) => {
      const { violations, undecided } = check(wholeOf(history));
      expect(violations.map(({ promise, text }) => `${promise}: ${text}`)).toEqual([]);
      expect(undecided).toEqual([]);
    });
  });

  it('breaks no promise if events are repeated, and public ones come in any order', async () => {
    await everyRun(steps, (history, choice) => {
      const again = pick(history.accepted, choice);
      const received = [...history.received, pick(history.received, choice)].toReversed();
      expect(promisesBrokenIn({ ...history, accepted: [...history.accepted, again], received })).toEqual([]);
    });
  });

  it('loses a change if no event tells it', async () => {
    // A fact, too, makes a version without an event of the product: it could stand for an operation without an answer.
    const withoutFacts = steps.map((script) =>
      script.filter(({ ask }) => ask !== 'stock' && ask !== 'pricing'),
    );
    await everyRun(withoutFacts, (history, choice) => {
      const lost = pick(history.accepted, choice);
      const accepted = without(history.accepted, lost);
      const received = history.received.filter(({ sequence }) => sequence !== lost.sequence);
      expect(promisesBrokenIn({ ...history, accepted, received })).toContain('lost');
    });
  });

  it('loses a change if it is not received in each version', async () => {
    await everyRun(steps, (history, choice) => {
      const received = without(history.received, pick(history.received, choice));
      expect(promisesBrokenIn({ ...history, received })).toEqual(['lost']);
    });
  });

  it('is out of order if two events are accepted in the other order', async () => {
    await everyRun(steps, (history, choice) => {
      const later = pick(history.accepted.slice(1), choice);
      const index = history.accepted.indexOf(later);
      const accepted = history.accepted.with(index, history.accepted[index - 1]!).with(index - 1, later);
      expect(promisesBrokenIn({ ...history, accepted })).toEqual(['out-of-order']);
    });
  });

  it('invents a change if it was refused', async () => {
    await everyRun(steps, (history, choice) => {
      const owned = pick(
        history.operations.filter(
          ({ request, outcome }) => outcome.kind === 'done' && outcome.product && request.kind === 'patch',
        ),
        choice,
      );
      const operations = history.operations.map((it): Operation =>
        it === owned ? { ...it, outcome: { kind: 'refused' } } : it,
      );
      expect(promisesBrokenIn({ ...history, operations })).toContain('invented');
    });
  });

  it('invents an event if the same id has two contents', async () => {
    await everyRun(steps, (history, choice) => {
      const event = pick(history.received, choice);
      const received = [...history.received, { ...event, sequence: event.sequence + 1 }];
      expect(promisesBrokenIn({ ...history, received })).toContain('invented');
    });
  });

  it('loses an update if a later read does not show it', async () => {
    await everyRun(stepsWithoutDeletion, (history, choice) => {
      const { end, operations } = history;
      fc.pre(end?.outcome.kind === 'done');
      const shown = end?.outcome.kind === 'done' ? end.outcome.product : undefined;
      const stale = pick(
        operations.filter(
          ({ outcome }) =>
            outcome.kind === 'done' && outcome.product && outcome.product.price !== shown?.price,
        ),
        choice,
      );
      const read = operation(end!.to + 1, end!.to + 2, get, stale.outcome);
      expect(promisesBrokenIn({ ...history, operations: [...operations, read] })).toContain('lost-update');
    });
  });

  it('loses a change if its product is gone', async () => {
    await everyRun(stepsWithoutDeletion, (history) => {
      fc.pre(history.end?.outcome.kind === 'done');
      const end = { ...history.end!, outcome: absent };
      expect(promisesBrokenIn({ ...history, end })).toContain('lost');
    });
  });

  it('has a stale fact if the end shows an older one', async () => {
    await everyRun(stepsWithoutDeletion, (history) => {
      const product = history.end?.outcome.kind === 'done' ? history.end.outcome.product : undefined;
      fc.pre(product !== undefined && product.stockLevel > 0);
      const existed = Math.min(
        ...history.operations.filter(({ outcome }) => outcome.kind === 'done').map(({ to }) => to),
      );
      fc.pre(history.facts.some(({ value, sent }) => value.kind === 'stock' && sent > existed));
      const end = { ...history.end!, outcome: shows(product!.price, { ...product!, stockLevel: 0 }) };
      expect(promisesBrokenIn({ ...history, end })).toContain('stale-fact');
    });
  });
});

it('counts public events', () => {
  const events = [createdEvent(1, 1)];
  const { received, ...history } = historyOf([], events);
  const verdict = check(
    wholeOf({ ...history, received: [...received, ...received.slice(1), ...received.slice(1)] }),
  );
  expect(verdict.counts).toMatchObject({ expected: 2, delivered: 2, duplicated: 2 });
});
