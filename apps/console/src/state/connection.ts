import { batch, signal } from '@preact/signals';
import type { Gauge, LogLine, Passages, ReceivedEvent, Snapshot, Update } from '../protocol/index.js';
import { passagesArrived } from './rates.js';

/** As many as the page keeps. Older ones are dropped. */
const KEPT = { lines: 300, received: 100 };

/** Undefined until the first snapshot has arrived. */
export const service = signal<Snapshot | undefined>(undefined);
export const isConnected = signal(false);
export const lines = signal<readonly LogLine[]>([]);
/** Lines that the server left out, because there were too many. */
export const omittedLines = signal(0);
export const received = signal<readonly ReceivedEvent[]>([]);
export const gauges = signal<ReadonlyMap<string, Gauge>>(new Map());
/** The passages of the last update, each time a new list. */
export const passages = signal<readonly Passages[]>([]);
/** Grows when journeys change. */
export const journeyChanges = signal(0);

/** Connects to the local cloud. The browser connects again by itself, and then gets a new snapshot. */
export const connect = (): void => {
  const events = new EventSource('/stream');
  events.addEventListener('snapshot', ({ data }) => take(JSON.parse(data) as Snapshot));
  events.addEventListener('update', ({ data }) => apply(JSON.parse(data) as Update));
  events.addEventListener('error', () => {
    isConnected.value = false;
    // After some answers the browser gives up, e.g. while the local cloud is starting.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2_000);
  });
};

const take = (snapshot: Snapshot): void =>
  batch(() => {
    isConnected.value = true;
    service.value = snapshot;
    lines.value = snapshot.lines;
    omittedLines.value = 0;
    received.value = snapshot.received;
    gauges.value = byPlace(snapshot.gauges);
    journeyChanges.value += 1;
  });

const apply = (update: Update): void =>
  batch(() => {
    const { value } = service;
    if (!value) return;
    const { topology = value.topology, faults = value.faults, verdict = value.verdict } = update;
    if (update.topology || update.faults || update.verdict) {
      service.value = { ...value, topology, faults, verdict };
    }
    if (update.lines) lines.value = [...lines.value, ...update.lines].slice(-KEPT.lines);
    omittedLines.value += update.omittedLines ?? 0;
    if (update.received) received.value = [...received.value, ...update.received].slice(-KEPT.received);
    if (update.gauges) gauges.value = byPlace(update.gauges);
    if (update.passages) {
      passages.value = update.passages;
      passagesArrived(update.passages);
    }
    if (update.journeys) journeyChanges.value += update.journeys;
  });

const byPlace = (list: readonly Gauge[]): ReadonlyMap<string, Gauge> =>
  new Map(list.map((gauge) => [gauge.place, gauge]));
