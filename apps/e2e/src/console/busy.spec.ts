import { type BusyConsole, startBusyConsole } from '@product-service/local/in-process';
import { describeInBrowser, openPage, type WatchedPage } from '../in-browser.js';

const EVENTS_PER_SECOND = 200;
const TICK_MS = 50;

describeInBrowser('a page at 200 events a second', () => {
  let busy: BusyConsole;
  let opened: WatchedPage;
  let timer: NodeJS.Timeout;
  let events = 0;

  beforeAll(async () => {
    busy = await startBusyConsole();
    opened = await openPage(() => [busy.address]);
    await opened.page.goto(busy.address);
    timer = setInterval(() => {
      for (let count = 0; count < (EVENTS_PER_SECOND * TICK_MS) / 1_000; count += 1)
        busy.event((events += 1));
    }, TICK_MS);
  }, 60_000);
  afterAll(async () => {
    clearInterval(timer);
    await opened?.browser.close();
    await busy?.stop();
  });

  it.each(['flow', 'flow/created', 'try'])(
    'keeps its size, and that of the server: %s',
    async (view) => {
      const { page, problems } = opened;
      await page.goto(`${busy.address}/#/${view}`);
      const measure = async () => {
        const session = await page.context().newCDPSession(page);
        await session.send('HeapProfiler.collectGarbage');
        const elements = await page.evaluate<number>('document.querySelectorAll("*").length');
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        await session.detach();
        return { elements, megabytes: usedSize / 2 ** 20, server: process.memoryUsage().heapUsed / 2 ** 20 };
      };
      await page.waitForTimeout(2_000);
      const before = await measure();
      const told = events;
      await page.waitForTimeout(3_000);
      const after = await measure();
      expect(events - told).toBeGreaterThan(300);
      expect(after.elements).toBeLessThan(before.elements * 1.2 + 200);
      expect(after.megabytes).toBeLessThan(before.megabytes + 15);
      expect(after.server).toBeLessThan(before.server + 150);
      expect(problems).toEqual([]);
    },
    60_000,
  );

  it('still answers a person at once', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Flow' }).click();
    await page
      .getByRole('region', { name: 'The way of the data' })
      .getByText('created', { exact: true })
      .click();
    await page
      .getByRole('region', { name: 'created', exact: true })
      .getByText('SNS topic')
      .waitFor({ timeout: 5_000 });
  }, 30_000);
});
