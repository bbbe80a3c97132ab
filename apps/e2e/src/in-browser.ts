import type { Browser, Page } from 'playwright-core';
import { NO_BROWSER, startBrowser } from './browser.js';

/** Tests in a browser. Without one they are skipped, and their title says why. In CI a missing browser is a failure. */
export const describeInBrowser = (title: string, tests: () => void): void => {
  if (NO_BROWSER && !process.env['CI']) describe.skip(`${title} (${NO_BROWSER})`, tests);
  else describe(title, tests);
};

/** A page, and what went wrong in it. */
export interface WatchedPage {
  readonly browser: Browser;
  readonly page: Page;
  /** Errors of scripts, messages of the browser about errors, and requests to other servers than these. It grows. */
  readonly problems: string[];
}

/** Opens a browser with an empty page. @param servers addresses that the page may call */
export const openPage = async (servers: () => readonly string[]): Promise<WatchedPage> => {
  const browser = await startBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && !servers().includes(origin)) problems.push(`request to ${request.url()}`);
  });
  return { browser, page, problems };
};
