import { acceptedVersions, Inbox, priceTold, type BusEvent, type Envelope } from './inbox.js';
import { Service } from './service.js';

describe('while functions are killed', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    // What a killed function had in hand becomes visible again after minutes; here after seconds.
    service = await Service.start({ speed: 20 });
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  const toldOutside = () => new Set(bus.received.map(({ detail }) => detail.id)).size;

  it('no change that took place goes untold', async () => {
    await service.create('Survivor', 1);
    await bus.until((events) => events.length === 1);

    let writing = true;
    let kills = 0;
    const killing = (async () => {
      while (writing) {
        for (const name of ['UpdateProduct', 'OutboxProcessor', 'PublishPublicEvents'])
          kills += service.kill(name);
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
    })();
    // An update whose function is killed is answered with 502: it took place, or not.
    for (let price = 2; kills < 10; price += 1) await service.update('SURVIVOR', 'Survivor', price);
    writing = false;
    await killing;

    // On a busy machine a cold start can take longer than the API waits at this speed.
    while ((await service.update('SURVIVOR', 'Survivor', 100_000)).status !== 200);
    const events = await topics.until(
      (all) => all.some(({ data }) => priceTold(data) === 100_000) && hasNoGap(versionsOf(all)),
      60,
    );
    await bus.until(() => toldOutside() === versionsOf(events).length, 60);
    // Whatever was sent again after a kill: the first time, it was in this order.
    expect(acceptedVersions(service, 'SURVIVOR', topics)).toEqual(versionsOf(events));
  }, 180_000);
});

/** In ascending order; a repeat of an event has the same id, and counts once. */
const versionsOf = (events: readonly Envelope[]): number[] =>
  [...new Map(events.map(({ id, sequence }) => [id, Number(sequence)])).values()].sort((a, b) => a - b);

const hasNoGap = (versions: readonly number[]): boolean =>
  versions.every((version, index) => version === index + 1);
