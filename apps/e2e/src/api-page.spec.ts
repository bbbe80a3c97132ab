import { describeInBrowser, openPage, type WatchedPage } from './in-browser.js';
import { Service } from './service.js';

describeInBrowser('the page of the API in a browser', () => {
  let service: Service;
  let opened: WatchedPage;

  beforeAll(async () => {
    const servers = () => [service.local.documents, service.local.api];
    [service, opened] = await Promise.all([Service.start(), openPage(servers)]);
    await opened.page.goto(service.local.documents);
  }, 180_000);
  afterAll(async () => {
    await opened?.browser.close();
    await service?.stop();
  });
  afterEach(() => expect(opened.problems).toEqual([]));

  it('shows every route', async () => {
    const { page } = opened;
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock-summary-path').allInnerTexts()).toEqual(
      expect.arrayContaining(['/product', '/product/{productId}']),
    );
    expect(await page.locator('.info .title').innerText()).toContain('Product API');
  });

  it('creates a product, with the token filled in', async () => {
    const operation = opened.page.locator('#operations-Products-createProduct');
    await operation.locator('.opblock-summary').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const status = operation.locator('.live-responses-table .response-col_status').last();
    await status.waitFor();
    expect((await status.innerText()).trim()).toMatch(/^201/);
    expect(await service.get('CORTADO')).toMatchObject({ status: 200, body: { data: { name: 'Cortado' } } });
  });
});
