import type { ServerResponse } from 'node:http';
import type { Snapshot, Update } from '@product-service/console/protocol';
import { PAGE_HEADERS } from '../http/page.js';

/** Pages that are connected, as a stream of server-sent events each. */
export interface Stream {
  connect(response: ServerResponse): Promise<void>;
  readonly isWatched: boolean;
  /** A page that does not read as fast as it is sent gets no updates, and later a new snapshot. */
  send(update: Update): void;
  /** So that proxies and browsers keep the connection, and a closed one is noticed. */
  ping(): void;
  stop(): void;
}

/** More pages than these cost too much. A browser opens at most six connections to a server over HTTP/1.1. */
const MAXIMUM_PAGES = 20;

export const stream = (snapshot: () => Promise<Snapshot>): Stream => {
  const pages = new Set<ServerResponse>();
  const waiting = new Set<ServerResponse>();

  const write = (page: ServerResponse, event: 'snapshot' | 'update', data: Snapshot | Update): void => {
    page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const catchUp = async (page: ServerResponse): Promise<void> => {
    // Updates from now on are in the snapshot already, or come after it.
    waiting.add(page);
    const data = await snapshot();
    waiting.delete(page);
    if (pages.has(page)) write(page, 'snapshot', data);
  };

  return {
    async connect(page) {
      const [oldest] = pages;
      if (oldest && pages.size >= MAXIMUM_PAGES) oldest.end();
      page.writeHead(200, {
        ...PAGE_HEADERS,
        'content-type': 'text/event-stream',
        'x-accel-buffering': 'no',
      });
      page.flushHeaders();
      pages.add(page);
      page.on('close', () => {
        pages.delete(page);
        waiting.delete(page);
      });
      await catchUp(page);
    },
    get isWatched() {
      return pages.size > 0;
    },
    send(update) {
      for (const page of pages) {
        if (waiting.has(page)) continue;
        if (!page.writableNeedDrain) {
          write(page, 'update', update);
          continue;
        }
        waiting.add(page);
        // The browser connects again, and then gets a snapshot.
        page.once('drain', () => void catchUp(page).catch(() => page.destroy()));
      }
    },
    ping: () => pages.forEach((page) => page.writableNeedDrain || page.write(': ping\n\n')),
    stop: () => pages.forEach((page) => page.end()),
  };
};
