import { sleep } from './eventually.js';
import {
  acceptedVersions,
  type BusEvent,
  type Envelope,
  EVENTS_PER_CHANGE,
  Inbox,
  newPriceIn,
} from './inbox.js';
import { Service } from './service.js';

describe('while function processes are killed', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    // Messages of a killed function become visible again after minutes. At this speed it takes seconds.
    service = await Service.start({ speed: 20 });
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  const publicEvents = () => new Set(bus.received.map(({ detail }) => detail.id)).size;

  it('each committed change is published', async () => {
    await service.create('Survivor', 1);
    await bus.until((events) => events.length === EVENTS_PER_CHANGE);

    let writing = true;
    let kills = 0;
    const killing = (async () => {
      while (writing) {
        for (const name of ['UpdateProduct', 'OutboxProcessor', 'PublishPublicEvents'])
          kills += service.kill(name);
        await sleep(700);
      }
    })();
    // If its function is killed, an update gets 503. It may be committed or not.
    for (let price = 2; kills < 10; price += 1) await service.update('SURVIVOR', 'Survivor', price);
    writing = false;
    await killing;

    // On a busy machine, a cold start can take longer than the timeout of the API at this speed.
    while ((await service.update('SURVIVOR', 'Survivor', 100_000)).status !== 200);
    const events = await topics.until(
      (all) => all.some(({ data }) => newPriceIn(data) === 100_000) && hasNoGap(versionsOf(all)),
      60,
    );
    await bus.until(() => publicEvents() === versionsOf(events).length * EVENTS_PER_CHANGE, 60);
    // Kills cause repeats. But the first copies were accepted in this order.
    expect(acceptedVersions(service, 'SURVIVOR', topics)).toEqual(versionsOf(events));
  }, 180_000);
});

/** Ascending. A repeated event has the same id, and counts once. */
const versionsOf = (events: readonly Envelope[]): number[] =>
  [...new Map(events.map(({ id, sequence }) => [id, Number(sequence)])).values()].sort((a, b) => a - b);

const hasNoGap = (versions: readonly number[]): boolean =>
  versions.every((version, index) => version === index + 1);
