import { randomUUID } from 'node:crypto';
import { sleep } from './eventually.js';
import { Inbox, type Envelope } from './inbox.js';
import { Service } from './service.js';

/** What careful clients of the REST API rely on: pages, versions, retries, batches, errors. */
describe('a client of the REST API', () => {
  let service: Service;
  let topics: Inbox<Envelope>;

  beforeAll(async () => {
    service = await Service.start();
    topics = await Inbox.ofTopics(service);
  }, 120_000);
  afterAll(async () => {
    await topics?.close();
    await service?.stop();
  });

  const dataOf = <T>({ body }: Awaited<ReturnType<Service['request']>>) => body.data as T;
  const ids = (products: unknown) => (products as { productId: string }[]).map(({ productId }) => productId);

  it('reads the list page by page, by its links', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `Page Product ${index}`);
    const items = names.map((name) => ({ action: 'create', product: { name, price: 1 } }));
    await service.request('POST', '/product/batch', { items });

    const found: string[] = [];
    let next: string | undefined = '/product?limit=3';
    while (next) {
      const page = await service.request('GET', next);
      expect(page.status).toBe(200);
      found.push(...ids(page.body.data));
      next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual(ids(dataOf(await service.request('GET', '/product'))));
    expect(found.filter((id) => id.startsWith('PAGEPRODUCT'))).toHaveLength(7);
    for (const id of found) await service.delete(id);
  });

  it('follows changes and sees each, also deletions', async () => {
    const { asOf } = (await service.request('GET', '/product?limit=1')).body as unknown as { asOf: string };
    await service.create('Followed');
    await service.create('Followed and gone');
    await service.delete('FOLLOWEDANDGONE');
    const changes = await service.request('GET', `/product?includeDeleted=true&updatedSince=${asOf}`);
    expect(changes.body.data).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ productId: 'FOLLOWED', version: 1 }),
        {
          productId: 'FOLLOWEDANDGONE',
          version: 2,
          updatedAt: expect.any(String),
          deletedAt: expect.any(String),
        },
      ]),
    );
  });

  it('changes a product only at the version that it read', async () => {
    await service.create('Versioned', 1);
    const read = await service.request('GET', '/product/VERSIONED');
    const tag = read.headers.get('etag')!;
    expect(
      await service.request('GET', '/product/VERSIONED', undefined, { 'if-none-match': tag }),
    ).toMatchObject({
      status: 304,
      body: undefined,
    });
    const setPrice = (price: number) =>
      service.request('PATCH', '/product/VERSIONED', { price }, { 'if-match': tag });
    const answers = await Promise.all([2, 3, 4].map(setPrice));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(['"2"', '"2"', '"2"']);
    const put = { id: 'VERSIONED', name: 'Versioned', price: 9 };
    expect(await service.request('PUT', '/product', put, { 'if-match': tag })).toMatchObject({ status: 412 });
    expect(
      await service.request('DELETE', '/product/VERSIONED', undefined, { 'if-match': tag }),
    ).toMatchObject({ status: 412 });
  });

  it('sends a request again, also at the same time, and it happens once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const create = () => service.request('POST', '/product', { name: 'Repeated', price: 1 }, key);
    const answers = await Promise.all([create(), create(), create()]);
    answers.push(await create());
    for (const { status, body, headers } of answers)
      expect([status, body, headers.get('etag'), headers.get('location')]).toEqual([
        201,
        answers[0]!.body,
        '"1"',
        '/product/REPEATED',
      ]);
    const other = await service.request('POST', '/product', { name: 'Another', price: 1 }, key);
    expect(other).toMatchObject({ status: 422, body: { errors: [{ code: 'product/key-reused' }] } });
    const remove = () => service.request('DELETE', '/product/REPEATED', undefined, key);
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 200]);
    const published = (events: Envelope[]) =>
      events.filter(({ subject }) => subject === 'REPEATED').map(({ type }) => type);
    await topics.until((events) => published(events).includes('product.productDeleted'));
    // A second event would come now.
    await sleep(500);
    expect(published(topics.received)).toEqual(['product.productCreated', 'product.productDeleted']);
  });

  it('writes a batch, and each change is published', async () => {
    const create = (name: string) => ({ action: 'create', product: { name, price: 1 } });
    const names = Array.from({ length: 100 }, (_, index) => `Batch ${index}`);
    const { status, body } = await service.request('POST', '/product/batch', { items: names.map(create) });
    expect(status).toBe(200);
    expect((body.data as { status: number }[]).map((outcome) => outcome.status)).toEqual(
      names.map(() => 201),
    );
    const published = (events: Envelope[]) =>
      new Set(events.map(({ subject }) => subject).filter((id) => id?.startsWith('BATCH')));
    await topics.until((events) => published(events).size === names.length);
  });
});
