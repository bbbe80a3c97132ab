import type { Place, PlaceKind, Topology } from '../protocol/index.js';
import { pictureOf } from './graph-layout.js';
import { groupsOf } from './groups.js';

const place = (kind: PlaceKind, name: string): Place => ({ id: name, kind, name });
const ways = (...texts: readonly string[]) =>
  texts.map((text) => {
    const [from = '', to = ''] = text.split(' > ');
    return { from, to };
  });

/** A small service: two writers, a reader, an outbox with its relay, two topics, a publisher, and a bus. */
const TOPOLOGY: Topology = {
  places: [
    place('api', 'api'),
    ...['write', 'change', 'read', 'relay', 'publish', 'translate'].map((name) => place('function', name)),
    place('database', 'database'),
    place('queue', 'nudges'),
    place('queue', 'events'),
    place('queue', 'facts'),
    place('dead-letters', 'dead'),
    place('topic', 'created'),
    place('topic', 'updated'),
    place('bus', 'bus'),
    place('schedule', 'every minute'),
    place('other-services', 'others'),
    place('subscribers', 'subscribers'),
  ],
  connections: ways(
    ...[
      'api > write',
      'api > change',
      'api > read',
      'write > database',
      'change > database',
      'read > database',
    ],
    ...['write > nudges', 'change > nudges', 'every minute > nudges', 'nudges > relay', 'database > relay'],
    ...['relay > nudges', 'relay > created', 'relay > updated', 'created > events', 'updated > events'],
    ...['events > publish', 'events > dead', 'publish > bus', 'bus > subscribers'],
    ...['others > bus', 'bus > facts', 'facts > translate', 'translate > database'],
  ),
};
const { groups, lines, lineOf } = groupsOf(TOPOLOGY);
const namesOf = (id: string): string =>
  groups
    .find((group) => group.id === id)
    ?.places.map(({ name }) => name)
    .join('+') ?? '';

describe('the boxes of the picture', () => {
  it('have what a person would draw as one: places with the same neighbours, a queue with its function', () => {
    expect(groups.map(({ id }) => namesOf(id)).sort()).toEqual([
      'api',
      'bus',
      'bus',
      'change+write',
      'created+updated',
      'database',
      'events+publish',
      'facts+translate',
      'nudges+relay',
      'others',
      'read',
      'subscribers',
    ]);
  });

  it('tell the schedule of a place', () =>
    expect(groups.flatMap(({ places }) => places).find(({ name }) => name === 'nudges')?.schedule).toBe(
      'every minute',
    ));

  it('have two for a bus: the events of others begin there, and ours end there', () => {
    const [incoming, publicEvents] = [lineOf('others', 'bus'), lineOf('publish', 'bus')];
    expect(incoming?.to).not.toBe(publicEvents?.to);
    expect(lineOf('bus', 'facts')?.from).toBe(incoming?.to);
    expect(lineOf('bus', 'subscribers')?.from).toBe(publicEvents?.to);
  });

  it('have one line from one to another, for all connections of their places, and none within', () => {
    expect(lineOf('write', 'database')).toEqual(lineOf('change', 'database'));
    expect(
      lines
        .filter(({ to }) => namesOf(to) === 'database')
        .map(({ from }) => namesOf(from))
        .sort(),
    ).toEqual(['change+write', 'facts+translate', 'read']);
    for (const way of ['nudges > relay', 'relay > nudges', 'events > dead', 'every minute > nudges']) {
      const [{ from, to }] = ways(way) as [{ from: string; to: string }];
      expect(lineOf(from, to)).toBeUndefined();
    }
  });

  it('are drawn below each other in the order of the messages, without overlap', () => {
    const picture = pictureOf(TOPOLOGY);
    const top = (name: string): number =>
      picture.groups.find(({ places }) => places.some((it) => it.name === name))?.y ?? NaN;
    const order = ['api', 'write', 'database', 'relay', 'created', 'publish', 'subscribers'].map(top);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const a of picture.groups) {
      for (const b of picture.groups) {
        if (a === b) continue;
        const isApart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect([namesOf(a.id), namesOf(b.id), isApart]).toEqual([namesOf(a.id), namesOf(b.id), true]);
      }
    }
    expect(picture.lines.every(({ path }) => /^M[\d.,]+ [LQ]/.test(path))).toBe(true);
  });

  it('are none if nothing runs', () => {
    expect(pictureOf({ places: [], connections: [] }).groups).toEqual([]);
  });
});
