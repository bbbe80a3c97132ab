import { randomUUID } from 'node:crypto';
import { sleep } from './eventually.js';
import { Inbox, type BusEvent } from './inbox.js';
import { idOf, named } from './names.js';
import { Service } from './service.js';

/** A deployed relay may wait for its schedule, which runs each minute. */
const SECONDS = 90;

/** What careful clients of the REST API rely on: pages, versions, retries and batches. */
describe('a client of the REST API', () => {
  let service: Service;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    service = await Service.start();
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await bus?.close();
    await service?.stop();
  });

  const creation = (name: string) => ({ action: 'create', product: { name: named(name), price: 1 } });
  const statusesIn = (data: unknown) => (data as { status: number }[]).map(({ status }) => status);
  /** The types of version 1 of a product's events, without repeats, once there are that many. */
  const eventsOf = async (productId: string, count: number): Promise<string[]> => {
    const found = () => [
      ...new Map(
        bus.received
          .filter(({ detail }) => detail.data.productId === productId && detail.type.endsWith('.v1'))
          .map(({ detail }) => [detail.id, detail.type]),
      ).values(),
    ];
    await bus.until(() => found().length >= count, SECONDS);
    return found();
  };

  it('reads the list page by page, by its links', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `Page ${index}`);
    const ids = names.map(idOf);
    await service.request('POST', '/product/batch', { items: names.map(creation) });

    const found: string[] = [];
    let next: string | undefined = `/product?limit=3&ids=${ids.join()}`;
    while (next) {
      const page = await service.request('GET', next);
      expect(page.status).toBe(200);
      found.push(...(page.body.data as { productId: string }[]).map(({ productId }) => productId));
      const link = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
      // The address begins with the path of the API, e.g. that of the stage.
      next = link?.slice(link.indexOf('/product?'));
    }
    expect(found).toEqual(ids);
    for (const id of ids) expect(await service.delete(id)).toMatchObject({ status: 200 });
  });

  it('follows changes and sees each, also deletions', async () => {
    const { asOf } = (await service.request('GET', '/product?limit=1')).body as unknown as { asOf: string };
    const ids = ['Followed 1', 'Followed 2'].map(idOf);
    await service.create(named('Followed 1'));
    await service.create(named('Followed 2'));
    await service.delete(ids[1]!);
    const changes = await service.request(
      'GET',
      `/product?includeDeleted=true&updatedSince=${asOf}&limit=1000&ids=${ids.join()}`,
    );
    expect(changes.body.data).toEqual([
      expect.objectContaining({ productId: ids[0], version: 1 }),
      {
        productId: ids[1],
        version: 2,
        updatedAt: expect.any(String),
        deletedAt: expect.any(String),
      },
    ]);
  });

  it('changes a product only at the version that it read', async () => {
    const path = `/product/${idOf('Versioned')}`;
    await service.create(named('Versioned'), 1);
    const tag = (await service.request('GET', path)).headers.get('etag')!;
    const known = await service.request('GET', path, undefined, { 'if-none-match': tag });
    expect(known).toMatchObject({ status: 304, body: undefined });

    const setPrice = (price: number) => service.request('PATCH', path, { price }, { 'if-match': tag });
    const answers = await Promise.all([2, 3, 4].map(setPrice));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(['"2"', '"2"', '"2"']);
    const put = { id: idOf('Versioned'), name: named('Versioned'), price: 9 };
    for (const [method, where, body] of [
      ['PUT', '/product', put],
      ['DELETE', path, undefined],
    ] as const)
      expect(await service.request(method, where, body, { 'if-match': tag })).toMatchObject({ status: 412 });
  });

  it(
    'sends a request again, also at the same time, and it happens once',
    async () => {
      const id = idOf('Repeated');
      const key = { 'idempotency-key': randomUUID() };
      const create = () => service.request('POST', '/product', { name: named('Repeated'), price: 1 }, key);
      const answers = await Promise.all([create(), create(), create()]);
      answers.push(await create());
      const [first] = answers;
      for (const { status, body, headers } of answers)
        expect([status, body, headers.get('etag'), headers.get('location')]).toEqual([
          201,
          first!.body,
          '"1"',
          first!.headers.get('location'),
        ]);
      const other = await service.request('POST', '/product', { name: named('Another'), price: 1 }, key);
      expect(other).toMatchObject({ status: 422, body: { errors: [{ code: 'product/key-reused' }] } });
      const remove = () => service.request('DELETE', `/product/${id}`, undefined, key);
      expect([(await remove()).status, (await remove()).status]).toEqual([200, 200]);

      await eventsOf(id, 2);
      // A second event of the same change would come now.
      await sleep(500);
      expect((await eventsOf(id, 2)).sort()).toEqual([
        'product.productCreated.v1',
        'product.productDeleted.v1',
      ]);
    },
    SECONDS * 1000,
  );

  it(
    'writes a batch, and each change is published',
    async () => {
      const names = Array.from({ length: 100 }, (_, index) => `Batch ${index}`);
      const { status, body } = await service.request('POST', '/product/batch', {
        items: names.map(creation),
      });
      expect(status).toBe(200);
      expect(statusesIn(body.data)).toEqual(names.map(() => 201));
      for (const name of names) expect(await eventsOf(idOf(name), 1)).toEqual(['product.productCreated.v1']);
      for (const name of names) await service.delete(idOf(name));
    },
    SECONDS * 1000,
  );

  it('gets an outcome for each item of a batch', async () => {
    const invalid = { action: 'create', product: { name: 'x', price: 1 } };
    const items = [creation('Alone'), invalid, creation('Alone')];
    const { body } = await service.request('POST', '/product/batch', { items });
    expect(statusesIn(body.data)).toEqual([201, 400, 201]);
    await service.delete(idOf('Alone'));
  });
});
