import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string): string => readFileSync(join(__dirname, '../../../..', file), 'utf8');
const DEPLOYMENT = read('docs/deployment.md');
const README = read('README.md');

/** Numbers in a text, at the places of the pattern's groups. @throws Error if the text does not have it */
const numbersIn = (text: string, pattern: RegExp): number[] => {
  const found = pattern.exec(text);
  if (!found) throw new Error(`Neither README.md nor docs/deployment.md may lose the text ${pattern}`);
  return found.slice(1).map((number) => Number(number.replaceAll(',', '')));
};
const numberIn = (pattern: RegExp): number => numbersIn(DEPLOYMENT, pattern)[0]!;

/** Cells of the row that begins so, without the first one. An empty cell is 0. */
export const cellsOf = (label: string): number[] => {
  const row = DEPLOYMENT.split('\n').find((line) => line.replaceAll('*', '').startsWith(`| ${label}`));
  if (!row) throw new Error(`docs/deployment.md has no row "${label}"`);
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => Number(cell.replaceAll('*', '').trim()));
};

/** Dollars for a million, as the page states them. */
export const PRICES = {
  apiRequest: numberIn(/\| API Gateway, ([\d.]+) /),
  run: numberIn(/\| Lambda, ([\d.]+) and/),
  gigabyteSecond: numberIn(/\| Lambda, [\d.]+ and ([\d.]+) a million GB-s/),
  transaction:
    numberIn(/\| Aurora DSQL, ([\d.]+) DPU a transaction/) * numberIn(/DPUs at ([\d.]+) a million/),
  standardQueueRequest: numberIn(/\| SQS, ([\d.]+) a request/),
  fifoQueueRequest: numberIn(/\| SQS, [\d.]+ a request, FIFO ([\d.]+) /),
  message: numberIn(/\| SNS, ([\d.]+) a message/),
  event: numberIn(/\| EventBridge, ([\d.]+) an event/),
};

/** The page's assumptions, in GB and seconds. */
export const ASSUMED = {
  gigabytes: numberIn(/Every function has (\d+) MB/) / 1024,
  read: numberIn(/A read takes (\d+) ms/) / 1000,
  otherRun: numberIn(/every other run (\d+) ms/) / 1000,
  scheduledRun: numberIn(/52,000 of ([\d.]+) s/),
};

/** The table of the costs at rest: what the page states, in dollars a month. */
export const AT_REST = {
  total: numberIn(/At rest about ([\d.]+)/),
  rows: DEPLOYMENT.split('**At rest')[1]!
    .split('**Per million')[0]!
    .split('\n')
    .flatMap((line) => /^\|.*\| +([\d.]+) \|$/.exec(line)?.[1] ?? [])
    .map(Number),
  scheduledRuns: numberIn(/: ([\d,]+) of [\d.]+ s/),
  transactionUnits: numberIn(/transactions, ([\d,]+) DPUs/),
};

/** What the README says of a month at rest, a million reads and a million writes. */
export const SUMMARY = numbersIn(
  README,
  /\$([\d.]+) a month; a million reads cost at most \$([\d.]+), a million writes \$([\d.]+)/,
);
