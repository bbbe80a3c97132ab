import { eventually } from '../eventually.js';
import { stockUpdated } from '../facts.js';
import { Inbox, type BusEvent } from '../inbox.js';
import { Service } from '../service.js';
import { startRefusingEmulator, type RefusingEmulator } from './refusing-emulator.js';
import { operate, runOperate } from './run-operate.js';

/** Five rejections, with pauses of 1, 2, 4 and 8 s. */
const PARKED_SECONDS = 60;

interface Answer {
  readonly events: readonly { readonly eventId: string; readonly state: string; readonly version: number }[];
  readonly messages: readonly { readonly id: string; readonly body: string; readonly reason: string }[];
  readonly problems: readonly { readonly code: string }[];
  readonly healthy: boolean;
}

let emulator: RefusingEmulator;
let service: Service;
let bus: Inbox<BusEvent>;
beforeAll(async () => {
  emulator = await startRefusingEmulator('us-east-1');
  service = await Service.start({ variables: { AWS_ENDPOINT_URL: emulator.endpoint } });
  bus = await Inbox.ofBus(service);
}, 180_000);
afterAll(async () => {
  await bus?.close();
  await service?.stop();
  await emulator?.stop();
});

const call = async (...args: string[]) => {
  const { exitCode, answer } = await operate(service, ...args);
  return { exitCode, answer: answer as Answer };
};
const typesOf = (productId: string) =>
  bus.received
    .filter(({ detail }) => detail.data.productId === productId)
    .map((event) => `${event['detail-type']} ${event.detail.sequence}`);
const problems = async () => (await call('status')).answer.problems.map(({ code }) => code);
const stockOf = async (id: string) =>
  ((await service.get(id)).body.data as { readonly stockLevel: number }).stockLevel;

it('a service without problems is healthy, and nobody reaches the function through the API', async () => {
  expect(await call('status')).toMatchObject({ exitCode: 0, answer: { healthy: true, problems: [] } });
  for (const path of ['/operate', '/Operate', '/product/operate'])
    expect((await service.request('POST', path, { command: 'status' })).status).toBe(404);
});

describe('events that SNS rejects', () => {
  const parkedEvents = async (productId: string) => {
    let events: Answer['events'] = [];
    await eventually(async () => {
      ({ events } = (await call('outbox', 'list', '--parked', '--product', productId)).answer);
      expect(events).toHaveLength(1);
    }, PARKED_SECONDS);
    return events;
  };

  it('are released after the cause is removed, and arrive with the later ones, in order', async () => {
    emulator.refused = 'FLATWHITE';
    await service.create('Flat White');
    await service.update('FLATWHITE', 'Flat White', 4);
    const [event] = await parkedEvents('FLATWHITE');
    expect(await problems()).toContain('outbox/parked');
    expect(typesOf('FLATWHITE')).toEqual([]);

    const dry = await call('outbox', 'release', event!.eventId, '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, answer: { dryRun: true, done: [event!.eventId] } });
    expect(await parkedEvents('FLATWHITE')).toEqual([event]);

    emulator.refused = undefined;
    expect(await call('outbox', 'release', '--all-parked')).toMatchObject({
      exitCode: 0,
      answer: { done: [event!.eventId] },
    });
    await bus.until(() => typesOf('FLATWHITE').length === 4, 20);
    expect(typesOf('FLATWHITE').sort()).toEqual([
      'product.productCreated.v1 1',
      'product.productCreated.v2 1',
      'product.productUpdated.v1 2',
      'product.productUpdated.v2 2',
    ]);
    expect(await problems()).toEqual([]);
  }, 150_000);

  it('are discarded, and the later ones pass', async () => {
    emulator.refused = 'MOCHA';
    await service.create('Mocha');
    const [event] = await parkedEvents('MOCHA');
    emulator.refused = undefined;
    await service.update('MOCHA', 'Mocha', 4);
    const { events } = (await call('outbox', 'list', '--product', 'MOCHA')).answer;
    expect(events).toMatchObject([{ state: 'parked' }, { state: 'waiting' }]);

    expect(await runOperate(service, 'outbox', 'discard', event!.eventId)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('--yes'),
    });
    expect(await call('outbox', 'discard', event!.eventId, '--yes')).toMatchObject({
      exitCode: 0,
      answer: { done: [event!.eventId] },
    });
    await bus.until(() => typesOf('MOCHA').length === 2, 20);
    expect(typesOf('MOCHA').sort()).toEqual(['product.productUpdated.v1 2', 'product.productUpdated.v2 2']);
    expect(await call('outbox', 'discard', event!.eventId, '--yes')).toMatchObject({
      exitCode: 1,
      answer: { done: [], notFound: [event!.eventId] },
    });
  }, 150_000);
});

describe('dead letters', () => {
  it('are shown with their reason, and a poison is deleted', async () => {
    await service.putEvent('inventory', 'inventory.stockUpdated.v1', {
      data: { productId: 'FLATWHITE', newStockLevel: 'many' },
    });
    const queue = 'TranslateStockUpdatedQueue';
    await eventually(async () => expect(await problems()).toContain('queue/dead-letters'), 30);
    const { messages } = (await call('dead-letters', 'show', queue)).answer;
    expect(messages).toMatchObject([{ reason: expect.stringContaining('UnreadableEventError') }]);
    expect((await call('dead-letters', 'list')).answer).toMatchObject({
      queues: expect.arrayContaining([
        expect.objectContaining({ queue, reasons: [{ reason: messages[0]!.reason, count: 1 }] }),
      ]),
    });
    const named = ['--message', messages[0]!.id, '--yes'];
    expect(await call('dead-letters', 'delete', queue, ...named)).toMatchObject({
      exitCode: 0,
      answer: { done: [messages[0]!.id] },
    });
    expect(await problems()).toEqual([]);
  }, 90_000);

  it('are redriven, all or one; an outdated fact changes nothing', async () => {
    const queue = 'TranslateStockUpdatedQueue';
    emulator.refused = 'RISTRETTO';
    await service.create('Ristretto');
    const fact = (newStockLevel: number, time: string) =>
      service.putEvent('inventory', 'inventory.stockUpdated.v1', {
        time,
        data: { productId: 'RISTRETTO', newStockLevel },
      });
    await fact(1, '2026-01-01T00:00:01Z');
    await fact(2, '2026-01-01T00:00:02Z');
    await fact(3, '2026-01-01T00:00:03Z');
    let messages: Answer['messages'] = [];
    await eventually(async () => {
      ({ messages } = (await call('dead-letters', 'show', queue)).answer);
      expect(messages).toHaveLength(3);
    }, 30);
    emulator.refused = undefined;

    const middle = messages.find(({ body }) => body.includes('00:00:02'))!;
    const one = ['dead-letters', 'redrive', queue, '--message', middle.id];
    expect(await call(...one)).toMatchObject({ exitCode: 0, answer: { done: [middle.id] } });
    await eventually(async () => expect(await stockOf('RISTRETTO')).toBe(2), 20);

    expect(await call('dead-letters', 'redrive', queue, '--dry-run')).toMatchObject({
      answer: { toMove: 2 },
    });
    expect(await call('dead-letters', 'redrive', queue)).toMatchObject({
      exitCode: 0,
      answer: { status: 'completed', moved: 2 },
    });
    await eventually(async () => expect(await stockOf('RISTRETTO')).toBe(3), 20);
    await eventually(async () => expect(await problems()).toEqual([]), 20);
    expect(await stockOf('RISTRETTO')).toBe(3);
  }, 120_000);
});

it('announces products again, and a repeated announcement has the same events', async () => {
  const announced = () =>
    bus.received.filter((event) => event['detail-type'] === 'product.productAnnounced.v1');
  const first = await call('announce', '--all');
  expect(first).toMatchObject({ exitCode: 0, answer: { announced: 3 } });
  await bus.until(() => announced().length === 3, 20);
  expect(announced().map(({ detail }) => [detail.data.productId, detail.sequence])).toEqual(
    expect.arrayContaining([
      ['FLATWHITE', '2'],
      ['MOCHA', '2'],
    ]),
  );
  const { announcementId } = first.answer as unknown as { announcementId: string };
  await call('announce', '--ids', 'MOCHA', '--announcement', announcementId);
  await bus.until(() => announced().length === 4, 20);
  const ids = announced().flatMap(({ detail }) => (detail.data.productId === 'MOCHA' ? [detail.id] : []));
  expect(new Set(ids).size).toBe(1);
}, 60_000);

it('a reset empties the environment', async () => {
  await stockUpdated(service);
  expect((await runOperate(service, 'reset')).exitCode).toBe(2);
  expect(await call('reset', '--dry-run')).toMatchObject({ answer: { rows: { products: { count: 3 } } } });
  expect(await call('reset', '--yes')).toMatchObject({ exitCode: 0, answer: { deleted: { products: 3 } } });
  expect((await service.request('GET', '/product')).body.data).toEqual([]);
  expect(await call('reset', '--env', 'other', '--yes')).toMatchObject({
    exitCode: 1,
    answer: { error: { code: 'call/no-function' } },
  });
}, 60_000);

it('nothing was denied: the function has the permissions that it needs', () => {
  expect(service.local.lines.filter(({ event }) => event === 'denied')).toEqual([]);
});
