import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Snapshot } from '@product-service/console/protocol';
import { stream } from './stream.js';

const snapshot = (count: number) => ({ env: `snapshot ${count}` }) as Snapshot;

describe('the stream of a page', () => {
  let snapshots = 0;
  const pages = stream(async () => snapshot((snapshots += 1)));
  const server = createServer((_request, response) => void pages.connect(response));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    pages.stop();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const open = (): Promise<IncomingMessage> =>
    new Promise((resolve) => get({ port: (server.address() as AddressInfo).port }, resolve));
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('is watched while a page is open', async () => {
    const page = await open();
    expect(pages.isWatched).toBe(true);
    page.destroy();
    await until(() => !pages.isWatched);
  });

  it('does not grow for a page that does not read: it gets a new snapshot when it reads again', async () => {
    const page = await open();
    page.pause();
    const lines = [{ at: 1, kind: 'x'.repeat(100_000), what: '', detail: '', isProblem: false }];
    const heap = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    for (let index = 0; index < 2_000; index += 1) {
      pages.send({ lines });
      if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - heap;
    expect(grown).toBeLessThan(100_000_000);
    const before = snapshots;
    let text = '';
    page.on('data', (chunk: Buffer) => (text = `${text}${String(chunk)}`.slice(-1_000)));
    page.resume();
    await until(() => text.includes(`"env":"snapshot ${before + 1}"`));
    pages.send({ journeys: 7 });
    await until(() => text.includes('event: update\ndata: {"journeys":7}'));
    page.destroy();
  });

  it('is ended for the oldest page if there are too many', async () => {
    const first = await open();
    const ended = new Promise((resolve) => first.on('end', resolve));
    first.resume();
    const others = await Promise.all(Array.from({ length: 20 }, open));
    await ended;
    others.forEach((page) => page.destroy());
  });
});
