import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describeInBrowser, openPage, type WatchedPage } from '../in-browser.js';
import { Service } from '../service.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('the console in a browser', () => {
  let service: Service;
  let opened: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    const servers = () => [service.local.console];
    [service, opened] = await Promise.all([Service.start({ console: true, speed: 4 }), openPage(servers)]);
    ({ page } = opened);
    await page.goto(service.local.console);
  }, 180_000);
  afterAll(async () => {
    await opened?.browser.close();
    await service?.stop();
  });
  afterEach(() => expect(opened.problems).toEqual([]));

  const open = async (view: string): Promise<void> => {
    await page.goto(`${service.local.console}/#/${view}`);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const panel = (name: string) => page.getByRole('region', { name, exact: true });

  it('shows the way of the data, and is understandable when nothing has happened', async () => {
    const picture = panel('The way of the data');
    for (const name of ['CreateProduct', 'Database', 'OutboxProcessor', 'PublicEventsQueue', 'Subscribers']) {
      await picture.getByText(name, { exact: true }).waitFor();
    }
    await open('traces');
    await page.getByText('No journeys. Create a product.').waitFor();
    await open('messages');
    await page.getByText('No event waits: everything is published.').waitFor();
    await open('try');
    await page.getByText('There are no products yet. Create one.').waitFor();
  });

  it('leads a newcomer through the five steps: create, watch, break, create again, mend', async () => {
    await open('flow');
    await button('Create a product').click();
    await button('Break it').click({ timeout: 60_000 });
    await button('Create another one').click();
    await panel('The way of the data').getByText('1 waiting').first().waitFor();
    await button('End the fault').click();
    await page.getByText('That is what a transactional outbox is for').waitFor({ timeout: 60_000 });
  }, 150_000);

  it('follows a request across its traces', async () => {
    await open('try');
    await page.getByLabel('Name').fill('Followed');
    await button('Create').click();
    await panel('The catalogue').getByText('FOLLOWED', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'follow it' }).first().click();
    const journey = panel('The journey');
    await journey.getByText('publish product.productCreated.v2').waitFor();
    await journey.getByText(/4? ?spans in 3 traces, about FOLLOWED/).waitFor();
    await journey.getByRole('button', { name: /^↳ linked: PublishPublicEvents/ }).click();
    await journey.getByText('message handled').waitFor();
    await journey
      .getByText(/product\.id: FOLLOWED/)
      .first()
      .waitFor();
  }, 60_000);

  it('sends facts as other services do, in every kind of envelope', async () => {
    await open('try');
    await page.getByLabel('FOLLOWED').check();
    const options = await page
      .getByRole('combobox', { name: /^Envelope/ })
      .locator('option')
      .all();
    const variants = await Promise.all(options.map(async (it) => (await it.getAttribute('value')) ?? ''));
    expect(variants.length).toBeGreaterThan(5);
    for (const [index, variant] of variants.entries()) {
      await page.getByRole('combobox', { name: /^Envelope/ }).selectOption(variant);
      await page.getByRole('spinbutton', { name: 'Stock level' }).fill(String(100 + index));
      await button('Publish on the bus').click();
      if (variant === 'unreadable') continue;
      await panel('The catalogue')
        .getByRole('cell', { name: String(100 + index), exact: true })
        .waitFor();
    }
  }, 60_000);

  it('shows dead letters, sends them back, and deletes them after a question', async () => {
    await open('messages/dead-letters');
    const letters = panel('Dead letters');
    await letters.getByText(/is malformed/).click();
    await letters.getByText(/"newStockLevel": "many"/).waitFor();
    await button(/^Delete these 1/).click();
    await button('Cancel').click();
    await button(/^Delete these 1/).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await letters.getByText(/^None\./).waitFor();
    expect(await service.deadLetters(/TranslateStock/)).toEqual([]);
  }, 60_000);

  it('breaks the service, and the ledger says that nothing got lost', async () => {
    await open('faults');
    await button('Start: CreateProduct dies after COMMIT').click();
    await open('try');
    await page.getByLabel('Name').fill('Killed');
    await button('Create').click();
    await page.getByText(/Answer: 50\d/).waitFor();
    await panel('As a subscriber of the bus').getByText('KILLED').first().waitFor({ timeout: 90_000 });
    await open('faults');
    const ledger = panel('What the ledger says');
    await ledger.getByText('yes').nth(4).waitFor();
    expect(await ledger.getByText('no', { exact: true }).count()).toBe(0);
    await panel('What happens').getByText('COMMIT kill-after').waitFor();
  }, 150_000);

  it('stops the database, and everything continues when the fault is ended', async () => {
    await open('faults');
    await button('Start: The database stops').click();
    await open('flow');
    await panel('The way of the data').getByText('no answer').waitFor();
    await open('faults');
    await button('End all faults').click();
    await open('try');
    await page.getByLabel('Name').fill('After the stop');
    const isCreated = async (): Promise<boolean> => {
      await button('Create').click();
      await page.getByText(/^Answer: /).waitFor();
      return /201/.test(await page.getByText(/^Answer: /).innerText());
    };
    while (!(await isCreated())) await page.waitForTimeout(500);
    await panel('As a subscriber of the bus').getByText('AFTERTHESTOP').first().waitFor({ timeout: 60_000 });
  }, 120_000);

  it('shows a place: what passed, with its envelope, and its neighbours', async () => {
    await open('flow');
    await panel('The way of the data').getByText('ProductCreated', { exact: true }).click();
    const details = panel('ProductCreated');
    await details.getByRole('link', { name: 'PublicEventsQueue' }).waitFor();
    await details.getByRole('button', { name: /product\.productCreated FOLLOWED/ }).click();
    await details.getByText(/"name": "Followed"/).waitFor();
    await details.getByRole('link', { name: 'follow it' }).click();
    await panel('The journey').getByText('publish product.productCreated.v1').waitFor();
  }, 60_000);

  it('shows the latencies of data streams', async () => {
    await open('traces/pathways');
    await page.getByRole('cell', { name: 'out eventbridge product.productCreated.v1' }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in every view, %s, wide and narrow',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1440, 420]) {
        await page.setViewportSize({ width, height: 1000 });
        for (const view of [
          'flow',
          'try',
          'traces',
          'traces/pathways',
          'messages',
          'messages/dead-letters',
          'faults',
        ]) {
          await open(view);
          await page.waitForLoadState('networkidle').catch(() => undefined);
          await page.locator('main .panel').first().waitFor();
          expect({ view, width, findings: await findings(page) }).toEqual({ view, width, findings: [] });
          const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          expect({ view, width, overflow: Math.max(0, overflow) }).toEqual({ view, width, overflow: 0 });
        }
      }
      await page.setViewportSize({ width: 1440, height: 1000 });
    },
    120_000,
  );

  it('works with the keyboard alone', async () => {
    await open('flow');
    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.getByRole('link', { name: 'Faults' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Break something' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Faults');
  });

  it('says when the service has stopped', async () => {
    await open('flow');
    service.local.process.kill('SIGTERM');
    await page.getByText('the service has stopped').waitFor();
    await panel('The way of the data').getByText('CreateProduct', { exact: true }).waitFor();
    opened.problems.length = 0;
  }, 30_000);
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds, as text: the rule, and where it is broken. */
const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const rules = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await page.evaluate<AxeResult>(`axe.run({ runOnly: ${rules} })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`));
};
