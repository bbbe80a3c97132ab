import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NO_BROWSER } from '../browser.js';
import { openPage } from '../in-browser.js';
import { Service } from '../service.js';

const FOLDER = join(__dirname, '../../../../docs/images');

/** Makes the pictures of the console in the documentation: a relay that cannot publish, and what follows. */
const main = async (): Promise<void> => {
  if (NO_BROWSER) throw new Error(`The pictures need a browser: ${NO_BROWSER}`);
  mkdirSync(FOLDER, { recursive: true });
  const service = await Service.start({ console: true });
  const { browser, page } = await openPage(() => [service.local.console]);
  try {
    const open = (address: string) => page.goto(`${service.local.console}/#/${address}`);
    const shot = (name: string) => page.screenshot({ path: join(FOLDER, `console-${name}.png`) });

    await page.setViewportSize({ width: 1440, height: 940 });
    await open('flow');
    await page.getByRole('button', { name: 'Create a product' }).click();
    await page.getByRole('button', { name: 'Break it' }).click({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Create another one' }).click();
    await page.getByText('1 waiting').first().waitFor();
    await page.waitForTimeout(600);
    await shot('flow');

    await page.setViewportSize({ width: 1440, height: 760 });
    await open('faults');
    await page.getByText('1 on its way').waitFor();
    await shot('faults');
    await page.getByRole('button', { name: 'End all faults' }).click();

    await open('traces?error=true');
    await page.locator('.journey').first().click();
    await page.getByText('publish product.productCreated.v2').waitFor({ timeout: 60_000 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1440, height: 620 });
    await shot('traces');
    process.stdout.write(`The pictures are in ${FOLDER}.\n`);
  } finally {
    await browser.close();
    await service.stop();
  }
};

void main();
