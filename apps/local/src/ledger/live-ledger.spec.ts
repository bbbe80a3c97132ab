import type { PrivateEvent, PublicEvent } from '@product-service/ledger';
import { createdEvent, deletedEvent, publicEventsOf, updatedEvent } from '@product-service/ledger/testing';
import {
  ALL_KEPT,
  create,
  done,
  first,
  get,
  MINUTE,
  remove,
  second,
  third,
  update,
  WatchedProduct,
} from './testing/watched-product.js';

let product: WatchedProduct;
beforeEach(() => {
  product = new WatchedProduct();
});

it('says nothing about what did not happen', () => {
  expect(new Set(Object.values(product.states))).toEqual(new Set([undefined]));
});

it('finds all promises kept', () => {
  product.threeChanges();
  product.publish(first, second, third);
  product.answer(get, done(3, 3));
  expect(product.states).toEqual(ALL_KEPT);
  expect(product.verdict).toMatchObject({ acknowledged: 3, published: 3, repeated: 0 });
});

it('keeps all promises for a product that is deleted and created again', () => {
  product.answer(create(), done(1, 1));
  product.publish(first);
  product.answer(remove, { kind: 'done' });
  product.answer(create(), done(1, 3));
  expect(product.verdict).toMatchObject({ acknowledged: 3, published: 1 });
  product.publish(deletedEvent(2), createdEvent(3, 1));
  expect(product.states).toEqual(ALL_KEPT);
  expect(product.verdict).toMatchObject({ acknowledged: 3, published: 3 });
});

it('counts a creation once, also if it is sent again', () => {
  product.answer(create(), done(1, 1));
  product.answer(create(), done(1, 1));
  expect(product.verdict).toMatchObject({ acknowledged: 1, published: 0 });
  product.publish(first);
  product.answer(create(), done(1, 4));
  expect(product.verdict).toMatchObject({ acknowledged: 1, published: 1 });
});

describe('every change is published', () => {
  it('waits for what is on its way, and tells after a minute that it is lost', () => {
    product.threeChanges();
    product.publish(first, second);
    expect(product.states).toMatchObject({ published: undefined });
    expect(product.detail('published')).toBe('1 on its way.');
    product.now += MINUTE + 1;
    expect(product.broken).toEqual(['published']);
    product.publish(third);
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('does not accuse what waits in the outbox', () => {
    product.threeChanges();
    product.publish(first, second);
    product.now += 5 * MINUTE;
    product.waits(1, 0);
    expect(product.states).toMatchObject({ published: undefined });
    expect(product.detail('published')).toBe('1 on its way, the oldest for 300 s: look at the outbox.');
    product.waits(0, 0);
    expect(product.states).toMatchObject({ published: undefined });
    product.waits(0, 0);
    expect(product.broken).toEqual(['published']);
    product.publish(third);
    product.answer(update(4), done(4, 4));
    product.now += 2 * MINUTE;
    product.waits(0, 0);
    product.waits(0, 0);
    expect(product.detail('published')).toMatch(
      /^1 did not come within a minute, and the outbox is empty: .*update to "Latte" at 4/,
    );
  });

  it.each([
    ['the first', [second, third]],
    ['one between others', [first, third]],
  ])('finds that %s is dropped, at once', (_, events) => {
    product.threeChanges();
    product.publish(...events);
    expect(product.broken).toEqual(['published']);
  });

  it('finds a dropped deletion', () => {
    product.answer(create(), done(1, 1));
    product.answer(remove, { kind: 'done' });
    product.answer(create(), done(1, 3));
    product.publish(first, createdEvent(3, 1));
    expect(product.broken).toEqual(['published']);
  });

  it('finds a creation that is dropped after a deletion', () => {
    product.answer(create(), done(1, 1));
    product.answer(remove, { kind: 'done' });
    product.answer(create(), done(1, 3));
    product.publish(first, deletedEvent(2));
    product.now += MINUTE + 1;
    expect(product.broken).toEqual(['published']);
  });
});

describe('both versions agree', () => {
  const [v1, v2] = publicEventsOf([first]) as [PublicEvent, PublicEvent];

  beforeEach(() => {
    product.answer(create(), done(1, 1));
    product.accept(first);
  });

  it('waits for the second version, and tells after a minute that it is lost', () => {
    product = new WatchedProduct({ isNew: true, versions: ['v1', 'v2'] });
    product.answer(create(), done(1, 1));
    product.accept(first);
    product.receive(v1);
    expect(product.states).toMatchObject({ agreed: undefined });
    product.now += MINUTE + 1;
    expect(product.broken).toEqual(['agreed']);
    product.waits(0, 1);
    expect(product.states).toMatchObject({ agreed: undefined });
  });

  it.each<[string, PublicEvent]>([
    ['price', { ...v2, details: { name: 'Latte', price: 9 } }],
    ['time', { ...v2, time: '2020-01-01T00:00:00.000Z' }],
  ])('finds another %s', (_, wrong) => {
    product.receive(v1, wrong);
    expect(product.broken).toEqual(['agreed']);
  });

  it('expects only the versions that are switched on', () => {
    product.receive(v2);
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });
});

it('finds two events that are swapped', () => {
  product.threeChanges();
  product.publish(first, third, second);
  expect(product.broken).toEqual(['ordered']);
});

describe('no update is lost', () => {
  it('finds two changes that made one version', () => {
    product.answer(create(), done(1, 1));
    product.answer(update(2), done(2, 2));
    product.answer(update(3), done(3, 2));
    product.publish(first, updatedEvent(2, 1, 3));
    expect(product.broken).toEqual(['kept']);
  });

  it('finds the same of requests with keys', () => {
    product.answer(create(), done(1, 1));
    product.answer(update(2), done(2, 2), { key: 'a' });
    product.answer(update(3), done(3, 2), { key: 'b' });
    product.publish(first, second);
    expect(product.broken).toEqual(['kept']);
  });

  it('finds an event that does not begin where the last one ended', () => {
    product.threeChanges();
    product.publish(first, second, updatedEvent(3, 1, 3));
    expect(product.broken).toEqual(['published']);
  });

  it('finds a version that goes back', () => {
    product.threeChanges();
    product.publish(first, second, third);
    product.answer(get, done(2, 2));
    expect(product.broken).toEqual(['kept']);
  });

  it('finds an event that tells something else than the answer', () => {
    product.threeChanges();
    product.publish(first, second, updatedEvent(3, 2, 4));
    expect(product.broken).toEqual(['kept']);
  });

  it('finds answers that fit no order, once all requests of that time are answered', () => {
    product.threeChanges();
    product.publish(first, second, third);
    product.answer({ kind: 'delete' }, { kind: 'absent' });
    product.answer(remove, { kind: 'unknown' }, { from: 1, to: product.now + 1 });
    product.answer({ ...create(9) }, { kind: 'exists' });
    product.answer(update(3), { kind: 'absent' });
    product.answer(create(3), done(3, 3));
    expect(product.broken).toEqual([]);
    product.now += 40_000;
    expect(product.broken).toEqual(['kept']);
  });
});

describe('repeated events', () => {
  it('may come, late ones too', () => {
    product.threeChanges();
    product.publish(first, second, first, third, second, first);
    expect(product.states).toEqual(ALL_KEPT);
    expect(product.verdict.repeated).toBeGreaterThan(0);
  });

  it.each<[string, PrivateEvent]>([
    ['id', { ...first, id: 'another' }],
    ['content', { ...first, details: { name: 'Latte', price: 5 } }],
  ])('may not have another %s', (_, repeat) => {
    product.answer(create(), done(1, 1));
    product.publish(first);
    product.accept(repeat);
    expect(product.broken).toEqual(['repeatable']);
  });
});
