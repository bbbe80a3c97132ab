import type { PrivateEvent } from '@product-service/ledger';
import { createdEvent, publicEventsOf, updatedEvent } from '@product-service/ledger/testing';
import { exchangeOf } from './testing/exchanges.js';
import {
  ALL_KEPT,
  create,
  done,
  first,
  get,
  MINUTE,
  second,
  third,
  update,
  WatchedProduct,
} from './testing/watched-product.js';

let product: WatchedProduct;
beforeEach(() => {
  product = new WatchedProduct();
});

describe('the ledger does not accuse', () => {
  it('a product that existed before the start', () => {
    product = new WatchedProduct({});
    product.answer(create(3), done(3, 3));
    product.answer(update(4), done(4, 4));
    product.answer(update(1), done(1, 5), { key: 'k' });
    product.publish(updatedEvent(4, 3, 4), updatedEvent(5, 4, 1));
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('an answer that is given again for an idempotency key, also of the time before', () => {
    product.threeChanges();
    product.answer(update(4), { kind: 'unknown' }, { key: 'a' });
    product.answer(update(4), done(4, 4), { key: 'a' });
    product.answer(update(5), done(5, 5));
    product.answer(update(4), done(4, 4), { key: 'a' });
    product.publish(first, second, third, updatedEvent(4, 3, 4), updatedEvent(5, 4, 5));
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);

    product = new WatchedProduct({});
    product.answer(update(4), done(4, 4), { key: 'a' });
    product.answer(get, done(5, 5));
    product.answer(update(4), done(4, 4), { key: 'a' });
    product.now += 2 * MINUTE;
    expect(product.broken).toEqual([]);
  });

  it('changes that do not come by the API, and stock and prices', () => {
    product.answer(create(), done(1, 1));
    product.publish(first);
    product.answer(get, done(1, 4));
    product.publish(updatedEvent(5, 1, 2));
    product.answer(get, done(2, 5));
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('a product that begins again after everything was deleted', () => {
    product.threeChanges();
    product.accept(first);
    product.receive(publicEventsOf([first])[0]!);
    product.ledger.forget();
    // What was on its way, and repeats.
    product.publish(first);
    product.answer(get, { kind: 'absent' });
    product.answer(create(7), done(7, 1));
    product.publish({ ...createdEvent(1, 7), id: 'new', time: '2026-11-22T10:00:00.000Z' });
    product.receive(...publicEventsOf([first]));
    product.answer(update(4), done(4, 4), { from: 1 });
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
    expect(product.verdict).toMatchObject({ acknowledged: 1, published: 1 });
  });

  it('a product that nobody deleted and that is gone: somebody emptied the database', () => {
    product.threeChanges();
    product.publish(first, second, third);
    product.answer(get, { kind: 'absent' });
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('a product of which an operator discarded an event', () => {
    product.threeChanges();
    product.publish(first);
    product.ledger.forget('LATTE');
    product.publish(third);
    product.answer(update(4), done(4, 4));
    product.publish(updatedEvent(4, 3, 4));
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('a change of a product with many, if its answer comes after its event is forgotten', () => {
    product.answer(create(), done(1, 1));
    product.publish(first);
    for (let version = 2; version < 300; version += 1) {
      if (version !== 3) product.answer(update(version), done(version, version));
      product.publish(updatedEvent(version, version - 1, version));
    }
    product.answer(update(3), done(3, 3), { from: 5 });
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
  });

  it('a change of a product that is forgotten before its answer comes', () => {
    product.answer(create(), done(1, 1));
    product.publish(first, second);
    product.now += 10;
    for (let index = 0; index < 2_000; index += 1)
      product.publish({ ...first, id: `id ${index}`, productId: `OTHER${index}` });
    product.answer(update(2), done(2, 2), { from: 3 });
    product.now += 2 * MINUTE;
    expect(product.states).toEqual(ALL_KEPT);
    product.answer(update(3), done(3, 3));
    product.now += 2 * MINUTE;
    expect(product.broken).toEqual(['published']);
  });

  describe('the same if nobody told it', () => {
    const event = { ...createdEvent(1, 7), id: 'new', time: '2026-11-22T10:00:00.000Z' };
    beforeEach(() => {
      product.threeChanges();
      product.publish(first, second, third);
    });

    it('with the answer before the event', () => {
      product.answer(create(7), done(7, 1));
      product.publish(event);
      product.answer(get, done(7, 1));
      product.now += 2 * MINUTE;
      expect(product.states).toEqual(ALL_KEPT);
      expect(product.verdict).toMatchObject({ acknowledged: 1, published: 1 });
    });

    it('with the event before the answer', () => {
      product.now += 3;
      product.publish(event);
      product.answer(create(7), done(7, 1), { from: product.now - 2 });
      product.answer(get, done(7, 1));
      product.now += 2 * MINUTE;
      expect(product.broken).toEqual([]);
    });
  });

  it('poison, facts and requests that it does not know', () => {
    product.accept({ ...first, type: 'product.stockUpdated' as PrivateEvent['type'] });
    product.ledger.published('poison');
    product.ledger.received('null');
    for (const path of ['/product', '/product/%', '/nothing', '/product/batch'])
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
        product.ledger.exchange({
          ...exchangeOf({ productId: 'LATTE', request: get, outcome: done(1, 1), from: 1, to: 2 }),
          ...{ method, path, requestBody: '{', answerBody: '<html>' },
        });
    expect(product.broken).toEqual([]);
  });
});
