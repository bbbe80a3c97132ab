import type { Snapshot, Topology } from '@product-service/console/protocol';
import type { Stoppable } from '../core/stoppable.js';
import type { RequestHandler } from '../http/http-listener.js';
import type { Feed } from './feed.js';
import type { ConsoleSource } from './source.js';
import { consoleRoutes } from './routes.js';
import { stream } from './stream.js';

const UPDATE_MS = 250;
/** How often the number of waiting messages is read, while a page is open. */
const GAUGES_MS = 1_000;
/** How often the picture is compared with what is deployed: other programs can add queues. */
const TOPOLOGY_MS = 5_000;
const PING_MS = 15_000;

/** The console in the browser: its pages, and the updates that they get. */
export const startConsole = (source: ConsoleSource, feed: Feed): Stoppable & { handler: RequestHandler } => {
  /** Undefined: it could not be read yet. */
  let drawn: Topology | undefined;
  let last = { verdict: '', faults: '', topology: '', gauges: '', changes: 0 };

  const topology = async (): Promise<Topology> => (drawn ??= await source.topology());

  const snapshot = async (): Promise<Snapshot> => {
    const current = await topology();
    return {
      env: source.env,
      api: source.api,
      documents: source.documents,
      aws: source.aws,
      ...(!source.traces && { noTraces: NO_TRACES }),
      envelopes: source.envelopes,
      topology: current,
      gauges: await source.gauges(current),
      faults: source.faults.status(),
      verdict: source.verdict(),
      ...feed.recent(),
    };
  };
  const pages = stream(snapshot);

  /** The value, if it is another one than the last time. */
  const changed = <T>(name: 'verdict' | 'faults' | 'topology' | 'gauges', value: T): T | undefined => {
    const text = JSON.stringify(value);
    if (last[name] === text) return undefined;
    last = { ...last, [name]: text };
    return value;
  };
  const update = (): void => {
    const happened = feed.take();
    if (!pages.isWatched) return;
    const faults = changed('faults', source.faults.status());
    const verdict = changed('verdict', source.verdict());
    const changes = source.traces?.changes() ?? 0;
    const journeys = changes - last.changes;
    last = { ...last, changes };
    const news = {
      ...happened,
      ...(faults && { faults }),
      ...(verdict && { verdict }),
      ...(journeys > 0 && { journeys }),
    };
    if (Object.keys(news).length > 0) pages.send(news);
  };
  const readGauges = async (): Promise<void> => {
    const gauges = changed('gauges', await source.gauges(await topology()));
    if (gauges) pages.send({ gauges });
  };
  const redraw = async (): Promise<void> => {
    drawn = await source.topology();
    const next = changed('topology', drawn);
    if (next) pages.send({ topology: next });
  };

  // What happens before a page is opened needs it, too. A failure is tried again for the first page.
  topology().catch(() => undefined);
  const timers = [
    setInterval(update, UPDATE_MS),
    whileWatched(GAUGES_MS, readGauges, () => pages.isWatched),
    whileWatched(TOPOLOGY_MS, redraw, () => pages.isWatched),
    setInterval(pages.ping, PING_MS),
  ];
  return {
    handler: consoleRoutes(source, pages),
    stop() {
      timers.forEach(clearInterval);
      pages.stop();
    },
  };
};

const NO_TRACES =
  'The traces of the functions go to the agent at DD_TRACE_AGENT_URL. Start without this variable to see them here.';

/** Does not begin again before the last one has ended. A failure is tried again the next time. */
const whileWatched = (
  milliseconds: number,
  run: () => Promise<void>,
  isWatched: () => boolean,
): NodeJS.Timeout => {
  let isRunning = false;
  return setInterval(() => {
    if (isRunning || !isWatched()) return;
    isRunning = true;
    run()
      .catch(() => undefined)
      .finally(() => (isRunning = false));
  }, milliseconds);
};
