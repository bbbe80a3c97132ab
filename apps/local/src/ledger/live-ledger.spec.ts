import type { Verdict } from '@product-service/console/protocol';
import type { Operation, Outcome, PrivateEvent, ProductRequest, PublicEvent } from '@product-service/ledger';
import { createdEvent, deletedEvent, publicEventsOf, updatedEvent } from '@product-service/ledger/testing';
import { liveLedger, type LiveLedger } from './live-ledger.js';
import { detailOf, exchangeOf, messageOf } from './testing/exchanges.js';

const MINUTE = 60_000;
const productId = 'LATTE';
let now: number;
let ledger: LiveLedger;

beforeEach(() => {
  now = 0;
  ledger = liveLedger({ isNew: true, clock: () => now });
});

const done = (price: number, version: number): Outcome => ({
  kind: 'done',
  product: { name: 'Latte', price, stockLevel: 0, version },
});
const create = (price = 1): ProductRequest => ({ kind: 'create', name: 'Latte', price });
const update = (price: number, ifVersion?: number): ProductRequest => ({
  kind: 'update',
  name: 'Latte',
  price,
  ifVersion,
});
const get: ProductRequest = { kind: 'get' };
const remove: ProductRequest = { kind: 'delete' };

/** One request after the other. */
const answer = (
  request: ProductRequest,
  outcome: Outcome,
  more: Partial<Operation> & { key?: string } = {},
) => {
  const { key, ...times } = more;
  now += 2;
  ledger.exchange(exchangeOf({ productId, request, outcome, from: now - 1, to: now, ...times }, key));
};
const accept = (...events: PrivateEvent[]) => events.forEach((event) => ledger.published(messageOf(event)));
const receive = (...events: PublicEvent[]) => events.forEach((event) => ledger.received(detailOf(event)));
const publish = (...events: PrivateEvent[]) => {
  accept(...events);
  receive(...publicEventsOf(events));
};

const [first, second, third] = [createdEvent(1, 1), updatedEvent(2, 1, 2), updatedEvent(3, 2, 3)];
const threeChanges = () => {
  answer(create(), done(1, 1));
  answer(update(2), done(2, 2));
  answer(update(3), done(3, 3));
};

const PROMISES = ['published', 'agreed', 'ordered', 'kept', 'repeatable'];
const states = (verdict: Verdict = ledger.verdict(now)) =>
  Object.fromEntries(verdict.promises.map(({ isKept }, index) => [PROMISES[index], isKept]));
const broken = () => PROMISES.filter((name) => states()[name] === false);
const detail = (name: string) => ledger.verdict(now).promises[PROMISES.indexOf(name)]?.detail;

const ALL_KEPT = { published: true, agreed: true, ordered: true, kept: true, repeatable: true };

it('says nothing about what did not happen', () => {
  expect(new Set(Object.values(states()))).toEqual(new Set([undefined]));
});

it('finds all promises kept', () => {
  threeChanges();
  publish(first, second, third);
  answer(get, done(3, 3));
  expect(states()).toEqual(ALL_KEPT);
  expect(ledger.verdict(now)).toMatchObject({ acknowledged: 3, published: 3, repeated: 0 });
});

it('keeps all promises for a product that is deleted and created again', () => {
  answer(create(), done(1, 1));
  publish(first);
  answer(remove, { kind: 'done' });
  answer(create(), done(1, 3));
  expect(ledger.verdict(now)).toMatchObject({ acknowledged: 3, published: 1 });
  publish(deletedEvent(2), createdEvent(3, 1));
  expect(states()).toEqual(ALL_KEPT);
  expect(ledger.verdict(now)).toMatchObject({ acknowledged: 3, published: 3 });
});

describe('every change is published', () => {
  it('waits for what is on its way, and tells after a minute that it is lost', () => {
    threeChanges();
    publish(first, second);
    expect(states()).toMatchObject({ published: undefined });
    expect(detail('published')).toBe('1 on its way.');
    now += MINUTE + 1;
    expect(broken()).toEqual(['published']);
    publish(third);
    expect(states()).toEqual(ALL_KEPT);
  });

  it('does not accuse what waits in the outbox', () => {
    threeChanges();
    publish(first, second);
    now += 5 * MINUTE;
    ledger.waiting({ at: now, outbox: 1, queues: 0 });
    expect(states()).toMatchObject({ published: undefined });
    expect(detail('published')).toBe('1 on its way, the oldest for 300 s: look at the outbox.');
    ledger.waiting({ at: now + 1, outbox: 0, queues: 0 });
    expect(broken()).toEqual(['published']);
  });

  it.each([
    ['the first', [second, third]],
    ['one between others', [first, third]],
  ])('finds that %s is dropped, at once', (_, events) => {
    threeChanges();
    publish(...events);
    expect(broken()).toEqual(['published']);
  });

  it('finds a dropped deletion', () => {
    answer(create(), done(1, 1));
    answer(remove, { kind: 'done' });
    answer(create(), done(1, 3));
    publish(first, createdEvent(3, 1));
    expect(broken()).toEqual(['published']);
  });

  it('finds a creation that is dropped after a deletion', () => {
    answer(create(), done(1, 1));
    answer(remove, { kind: 'done' });
    answer(create(), done(1, 3));
    publish(first, deletedEvent(2));
    now += MINUTE + 1;
    expect(broken()).toEqual(['published']);
  });
});

describe('both versions agree', () => {
  const [v1, v2] = publicEventsOf([first]) as [PublicEvent, PublicEvent];

  beforeEach(() => {
    answer(create(), done(1, 1));
    accept(first);
  });

  it('waits for the second version, and tells after a minute that it is lost', () => {
    ledger = liveLedger({ isNew: true, versions: ['v1', 'v2'], clock: () => now });
    answer(create(), done(1, 1));
    accept(first);
    receive(v1);
    expect(states()).toMatchObject({ agreed: undefined });
    now += MINUTE + 1;
    expect(broken()).toEqual(['agreed']);
    ledger.waiting({ at: now, outbox: 0, queues: 1 });
    expect(states()).toMatchObject({ agreed: undefined });
  });

  it.each<[string, PublicEvent]>([
    ['price', { ...v2, details: { name: 'Latte', price: 9 } }],
    ['time', { ...v2, time: '2020-01-01T00:00:00.000Z' }],
  ])('finds another %s', (_, wrong) => {
    receive(v1, wrong);
    expect(broken()).toEqual(['agreed']);
  });

  it('expects only the versions that are switched on', () => {
    receive(v2);
    now += 2 * MINUTE;
    expect(states()).toEqual(ALL_KEPT);
  });
});

it('finds two events that are swapped', () => {
  threeChanges();
  publish(first, third, second);
  expect(broken()).toEqual(['ordered']);
});

describe('no update is lost', () => {
  it('finds two changes that made one version', () => {
    answer(create(), done(1, 1));
    answer(update(2), done(2, 2));
    answer(update(3), done(3, 2));
    publish(first, updatedEvent(2, 1, 3));
    expect(broken()).toEqual(['kept']);
  });

  it('finds an event that does not begin where the last one ended', () => {
    threeChanges();
    publish(first, second, updatedEvent(3, 1, 3));
    expect(broken()).toEqual(['published']);
  });

  it('finds a version that goes back', () => {
    threeChanges();
    publish(first, second, third);
    answer(get, done(2, 2));
    expect(broken()).toEqual(['kept']);
  });

  it('finds an event that tells something else than the answer', () => {
    threeChanges();
    publish(first, second, updatedEvent(3, 2, 4));
    expect(broken()).toEqual(['kept']);
  });

  it('finds answers that fit no order, once all requests of that time are answered', () => {
    threeChanges();
    publish(first, second, third);
    answer({ kind: 'delete' }, { kind: 'absent' });
    answer(remove, { kind: 'unknown' }, { from: 1, to: now + 1 });
    answer({ ...create(9) }, { kind: 'exists' });
    answer(update(3), { kind: 'absent' });
    answer(create(3), done(3, 3));
    expect(broken()).toEqual([]);
    now += 40_000;
    expect(broken()).toEqual(['kept']);
  });
});

describe('repeated events', () => {
  it('may come, late ones too', () => {
    threeChanges();
    publish(first, second, first, third, second, first);
    expect(states()).toEqual(ALL_KEPT);
    expect(ledger.verdict(now).repeated).toBeGreaterThan(0);
  });

  it.each<[string, PrivateEvent]>([
    ['id', { ...first, id: 'another' }],
    ['content', { ...first, details: { name: 'Latte', price: 5 } }],
  ])('may not have another %s', (_, repeat) => {
    answer(create(), done(1, 1));
    publish(first);
    accept(repeat);
    expect(broken()).toEqual(['repeatable']);
  });
});

describe('does not accuse', () => {
  it('a product that existed before the start', () => {
    ledger = liveLedger({ clock: () => now });
    answer(create(3), done(3, 3));
    answer(update(4), done(4, 4));
    answer(update(1), done(1, 5), { key: 'k' });
    publish(updatedEvent(4, 3, 4), updatedEvent(5, 4, 1));
    now += 2 * MINUTE;
    expect(states()).toEqual(ALL_KEPT);
  });

  it('an answer that is given again for an idempotency key, also of the time before', () => {
    threeChanges();
    answer(update(4), { kind: 'unknown' }, { key: 'a' });
    answer(update(4), done(4, 4), { key: 'a' });
    answer(update(5), done(5, 5));
    answer(update(4), done(4, 4), { key: 'a' });
    publish(first, second, third, updatedEvent(4, 3, 4), updatedEvent(5, 4, 5));
    now += 2 * MINUTE;
    expect(states()).toEqual(ALL_KEPT);

    ledger = liveLedger({ clock: () => now });
    answer(update(4), done(4, 4), { key: 'a' });
    answer(get, done(5, 5));
    answer(update(4), done(4, 4), { key: 'a' });
    now += 2 * MINUTE;
    expect(broken()).toEqual([]);
  });

  it('changes that do not come by the API, and stock and prices', () => {
    answer(create(), done(1, 1));
    publish(first);
    answer(get, done(1, 4));
    publish(updatedEvent(5, 1, 2));
    answer(get, done(2, 5));
    now += 2 * MINUTE;
    expect(states()).toEqual(ALL_KEPT);
  });

  it('a product that begins again after everything was deleted', () => {
    threeChanges();
    accept(first);
    receive(publicEventsOf([first])[0]!);
    ledger.forget();
    // What was on its way, and repeats.
    publish(first);
    answer(get, { kind: 'absent' });
    answer(create(7), done(7, 1));
    publish({ ...createdEvent(1, 7), id: 'new', time: '2026-11-22T10:00:00.000Z' });
    receive(...publicEventsOf([first]));
    now += 2 * MINUTE;
    expect(states()).toEqual(ALL_KEPT);
    expect(ledger.verdict(now)).toMatchObject({ acknowledged: 1, published: 1 });
  });

  describe('the same if nobody told it', () => {
    const event = { ...createdEvent(1, 7), id: 'new', time: '2026-11-22T10:00:00.000Z' };
    beforeEach(() => {
      threeChanges();
      publish(first, second, third);
    });

    it('with the answer before the event', () => {
      answer(create(7), done(7, 1));
      publish(event);
      answer(get, done(7, 1));
      now += 2 * MINUTE;
      expect(states()).toEqual(ALL_KEPT);
      expect(ledger.verdict(now)).toMatchObject({ acknowledged: 1, published: 1 });
    });

    it('with the event before the answer', () => {
      now += 3;
      publish(event);
      answer(create(7), done(7, 1), { from: now - 2 });
      answer(get, done(7, 1));
      now += 2 * MINUTE;
      expect(broken()).toEqual([]);
    });
  });

  it('poison, facts and requests that it does not know', () => {
    accept({ ...first, type: 'product.stockUpdated' as PrivateEvent['type'] });
    ledger.published('poison');
    ledger.received('null');
    for (const path of ['/product', '/product/%', '/nothing', '/product/batch'])
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
        ledger.exchange({
          ...exchangeOf({ productId, request: get, outcome: done(1, 1), from: 1, to: 2 }),
          ...{ method, path, requestBody: '{', answerBody: '<html>' },
        });
    expect(broken()).toEqual([]);
  });
});

it('understands batches', () => {
  now = 2;
  ledger.exchange({
    ...exchangeOf({ productId, request: get, outcome: done(1, 1), from: 1, to: 2 }),
    method: 'POST',
    path: '/product/batch',
    requestBody: JSON.stringify({
      items: [
        { action: 'create', product: { name: ' latte', price: 1 } },
        { action: 'update', product: { id: 'LATTE', name: 'Latte', price: 2 }, ifVersion: 1 },
        { action: 'update', product: { id: 'MOCHA', name: 'Mocha', price: 2 } },
      ],
    }),
    answerBody: JSON.stringify({
      data: [
        { status: 201, data: { name: 'Latte', price: 1, stockLevel: 0 }, message: 'OK', version: 1 },
        { status: 200, data: { name: 'Latte', price: 2, stockLevel: 0 }, message: 'OK', version: 2 },
        { status: 404, data: 'Not found', message: '', errors: [{ code: 'product/not-found' }] },
      ],
    }),
  });
  expect(ledger.verdict(now)).toMatchObject({ acknowledged: 2, published: 0 });
  publish(first, second);
  expect(states()).toEqual(ALL_KEPT);
});
