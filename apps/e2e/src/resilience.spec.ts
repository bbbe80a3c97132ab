import { Inbox, type BusEvent, type Envelope } from './inbox.js';
import { Service } from './service.js';

/** Nothing is lost and nothing is told twice, whatever happens at once or breaks. */
describe('under load and failure', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    service = await Service.start({ speed: 5 });
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  const sequences = (productId: string) =>
    topics.received
      .filter(({ message }) => message.data.productId === productId)
      .map(({ message }) => Number(message.sequence));
  const outside = (productId: string) =>
    bus.received.filter(({ message }) => message.detail.data.productId === productId);

  it('publishes every change of a burst exactly once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Burst ${index}`);
    await Promise.all(names.map((name) => service.create(name, 1)));
    const updates = await Promise.all(
      names.flatMap((name, index) => [2, 3, 4].map((price) => service.update(`BURST${index}`, name, price))),
    );
    // Three concurrent updates of one product may give up in favour of each other, and then change nothing.
    const changes = names.length + updates.filter(({ body }) => body.message === 'OK').length;
    expect(updates.map(({ status }) => status).filter((status) => ![200, 409].includes(status))).toEqual([]);
    expect(changes).toBeGreaterThan(2 * names.length);

    await bus.until((events) => events.length >= changes, 30);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(bus.received).toHaveLength(changes);
    expect(topics.received).toHaveLength(changes);
    expect(new Set(topics.received.map(({ message }) => message.id)).size).toBe(changes);
    for (let index = 0; index < names.length; index += 1) {
      const seen = sequences(`BURST${index}`).sort((a, b) => a - b);
      expect(seen).toEqual(seen.map((_, position) => position + 1));
    }
  }, 60_000);

  it('ends in the state that the last event tells of, after concurrent updates', async () => {
    await service.create('Contended', 1);
    const prices = [2, 3, 4, 5, 6, 7];
    await Promise.all(prices.map((price) => service.update('CONTENDED', 'Contended', price)));
    const { price } = (await service.get('CONTENDED')).body.data as { price: number };
    const updates = await topics.until((events) => {
      const last = events.findLast(({ data }) => data.productId === 'CONTENDED');
      return (last?.data['new'] as { price?: number } | undefined)?.price === price;
    });
    const told = updates
      .filter(({ data, type }) => data.productId === 'CONTENDED' && type === 'product.productUpdated')
      .sort((a, b) => Number(a.sequence) - Number(b.sequence));
    // Each starts from where the one before it ended: no update was lost between them.
    const steps = told.map(
      ({ data }) => data as unknown as { previous: { price: number }; new: { price: number } },
    );
    expect(steps[0]!.previous.price).toBe(1);
    for (const [index, step] of steps.slice(1).entries()) expect(step.previous).toEqual(steps[index]!.new);
    expect(steps.at(-1)!.new.price).toBe(price);
  });

  it('publishes after the outbox processor was killed', async () => {
    await service.create('Survivor', 1);
    await bus.until(() => outside('SURVIVOR').length === 1);
    const writes = [2, 3, 4, 5].map(async (price) => service.update('SURVIVOR', 'Survivor', price));
    const killed = service.processesOf('OutboxProcessor');
    expect(killed.length).toBeGreaterThan(0);
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    const changes = (await Promise.all(writes)).filter(({ body }) => body.message === 'OK').length;
    await bus.until(
      () => new Set(outside('SURVIVOR').map(({ message }) => message.detail.id)).size === changes + 1,
      30,
    );
  }, 60_000);
});
