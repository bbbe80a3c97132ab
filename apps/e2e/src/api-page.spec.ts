import type { Browser, Page } from 'playwright-core';
import { NO_BROWSER, startBrowser } from './browser.js';
import { Service } from './service.js';

// In CI a missing browser is a failure.
const describeInBrowser = NO_BROWSER && !process.env['CI'] ? describe.skip : describe;

describeInBrowser(`the page of the API in a browser${NO_BROWSER ? ` (${NO_BROWSER})` : ''}`, () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    [service, browser] = await Promise.all([Service.start(), startBrowser()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = [service.local.documents, service.local.api];
      if (protocol !== 'data:' && !own.includes(origin)) problems.push(`request to ${request.url()}`);
    });
    await page.goto(service.local.documents);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });
  afterEach(() => expect(problems).toEqual([]));

  it('shows every route', async () => {
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock-summary-path').allInnerTexts()).toEqual(
      expect.arrayContaining(['/product', '/product/{productId}']),
    );
    expect(await page.locator('.info .title').innerText()).toContain('Product API');
  });

  it('creates a product, with the token filled in', async () => {
    const operation = page.locator('#operations-Products-createProduct');
    await operation.locator('.opblock-summary').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const status = operation.locator('.live-responses-table .response-col_status').last();
    await status.waitFor();
    expect((await status.innerText()).trim()).toMatch(/^201/);
    expect(await service.get('CORTADO')).toMatchObject({ status: 200, body: { data: { name: 'Cortado' } } });
  });
});
