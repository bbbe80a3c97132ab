import { DomainError, type ProductRepository } from '@product-service/product';
import { useProxiedProducts } from './testing/proxied-products.js';
import { at, create, raisePrice } from './testing/repository.js';
import type { Interceptor, Verdict } from './testing/tcp-proxy.js';

const isCommit = (text: string): boolean => text.includes('commit');

/** Breaks the next COMMIT before it reaches the server. */
const beforeCommit = (verdict: 'cut' | 'swallow', meanwhile = async () => {}): Interceptor => {
  let isOver = false;
  return {
    async fromClient(text) {
      if (isOver || !isCommit(text)) return 'pass';
      isOver = true;
      await meanwhile();
      return verdict;
    },
  };
};

/** Breaks the next COMMIT after the server executed it: its reply is lost. */
const afterCommit = (verdict: 'cut' | 'swallow', meanwhile = async () => {}): Interceptor => {
  let state: 'waiting' | 'committing' | 'over' = 'waiting';
  return {
    fromClient(text) {
      if (state === 'waiting' && isCommit(text)) state = 'committing';
      return 'pass';
    },
    async fromServer() {
      if (state !== 'committing') return 'pass';
      state = 'over';
      await meanwhile();
      return verdict;
    },
  };
};

describe.each([true, false])('a COMMIT without a reply (pipelined: %s)', (isPipelined) => {
  const { intercept, open, sequences } = useProxiedProducts({ isPipelined });

  /** Breaks the next COMMIT before it reaches the server. The client reconnects only after another call is done. */
  const cutCommitThen = (otherCall: () => Promise<void>): void => {
    let isCut = false;
    intercept({
      fromClient(text) {
        if (!isCommit(text)) return 'pass';
        isCut = true;
        return 'cut';
      },
      async fromServer(): Promise<Verdict> {
        if (isCut) {
          intercept();
          await otherCall();
        }
        return 'pass';
      },
    });
  };

  describe.each(['cut', 'swallow'] as const)('(%s)', (verdict) => {
    it.each([
      ['lost before it reached the database', beforeCommit],
      ['executed, but its reply lost', afterCommit],
    ])('%s: the update happens once', async (_, interceptor) => {
      const { products, commits, stamped } = open();
      await create(products);
      intercept(interceptor(verdict));
      const { product, outcome } = await raisePrice(products);
      expect(outcome).toBe('updated');
      expect(product.state).toMatchObject({ version: 2, price: 4.45 });
      expect((await products.find('FLATWHITE'))?.state.price).toBe(4.45);
      expect(await sequences()).toEqual(['1', '2']);
      expect(stamped).toEqual(['product.productCreated', 'product.productUpdated']);
      expect(commits).toHaveLength(2);
    });

    it.each([
      ['lost before it reached the database', beforeCommit],
      ['executed, but its reply lost', afterCommit],
    ])('%s: the creation happens once', async (_, interceptor) => {
      const { products, commits, stamped } = open();
      await products.list({ limit: 1 });
      intercept(interceptor(verdict));
      expect((await create(products)).outcome).toBe('created');
      expect(await sequences()).toEqual(['1']);
      expect(stamped).toHaveLength(1);
      expect(commits).toHaveLength(1);
    });
  });

  it('of a deletion is recognised by the tombstone', async () => {
    const { products } = open();
    await create(products);
    intercept(afterCommit('cut'));
    await products.update('FLATWHITE', (product) => product.delete(product.state.updatedAt));
    expect(await products.find('FLATWHITE')).toBeUndefined();
    expect(await sequences()).toEqual(['1', '2']);
  });

  it('has an unknown outcome if another write has changed the product since', async () => {
    const { products, elsewhere, commits } = open();
    await create(products);
    intercept(afterCommit('cut', async () => void (await raisePrice(elsewhere))));
    await expect(raisePrice(products)).rejects.toMatchObject({ code: 'product/outcome-unknown' });
    expect(await sequences()).toEqual(['1', '2', '3']);
    expect(commits).toHaveLength(1);
  });

  it('has an unknown outcome if another call has created the product since', async () => {
    const { products, elsewhere } = open();
    await products.list({ limit: 1 });
    cutCommitThen(async () => void (await create(elsewhere)));
    await expect(create(products)).rejects.toMatchObject({ code: 'product/outcome-unknown' });
    expect(await sequences()).toEqual(['1']);
  });

  it('has an unknown outcome if the database can no longer be reached', async () => {
    const { products } = open();
    await create(products);
    let isDown = false;
    intercept({
      fromClient: (text) => (isDown || (isDown = isCommit(text)) ? 'cut' : 'pass'),
    });
    const failure = await raisePrice(products).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DomainError);
    expect(failure).toMatchObject({
      code: 'product/outcome-unknown',
      cause: { name: 'CommitUnansweredError' },
    });
  });

  describe('of a request that may be sent again', () => {
    const request = { key: 'key', fingerprint: 'fingerprint' };
    const patch = (products: ProductRepository) =>
      products.update('FLATWHITE', (product) => product.patchDetails({ price: 9 }, at(5)), request);

    it.each([
      ['lost before it reached the database', beforeCommit],
      ['executed, but its reply lost', afterCommit],
    ])('%s: the update happens once', async (_, interceptor) => {
      const { products, commits } = open();
      await create(products);
      intercept(interceptor('cut'));
      expect((await patch(products)).outcome).toBe('updated');
      expect((await patch(products)).outcome).toBe('updated');
      expect(await sequences()).toEqual(['1', '2']);
      expect(commits).toHaveLength(2);
    });

    it('is known, even if another write has changed the product since', async () => {
      const { products, elsewhere, commits } = open();
      await create(products);
      intercept(afterCommit('cut', async () => void (await raisePrice(elsewhere))));
      const { product, outcome } = await patch(products);
      expect([product.state.price, outcome]).toEqual([9, 'updated']);
      expect(await sequences()).toEqual(['1', '2', '3']);
      // The relay is woken for the event of this request, too.
      expect(commits).toHaveLength(2);
    });

    it('stays unknown if it was lost and another write has changed the product since', async () => {
      const { products, elsewhere } = open();
      await create(products);
      cutCommitThen(async () => void (await raisePrice(elsewhere)));
      await expect(patch(products)).rejects.toMatchObject({ code: 'product/outcome-unknown' });
      // The caller sends the request again, and it happens.
      expect((await patch(products)).outcome).toBe('updated');
      expect(await sequences()).toEqual(['1', '2', '3']);
    });
  });
});
