import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Where Chrome is usually installed. CHROME_PATH names another place. */
const USUAL_PLACES = [
  process.env['CHROME_PATH'] ?? '',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
];

const installed = USUAL_PLACES.find((path) => path !== '' && existsSync(path));
/** The platform of the Chromium that comes with the npm packages. */
const isPackaged = process.platform === 'linux' && process.arch === 'x64';

/** Why there is no browser here. Undefined: there is one. */
export const NO_BROWSER =
  isPackaged || installed ? undefined : 'skipped: there is no Chrome here, set CHROME_PATH to one';

/** A headless browser without state. */
export const startBrowser = async (): Promise<Browser> => {
  const { chromium } = await import('playwright-core');
  if (!isPackaged) return chromium.launch(installed ? { executablePath: installed } : { channel: 'chrome' });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: packaged.args });
};
