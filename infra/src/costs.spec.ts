import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOf, resourcesOf } from './testing/stack-view.js';
import { synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const functions = functionsOf(template);
const DOCUMENT = readFileSync(join(__dirname, '../../docs/deployment.md'), 'utf8');
const AT_REST = DOCUMENT.split('**At rest')[1]?.split('**Per million')[0] ?? '';

/** Number of the row that begins so. */
const amountOf = (label: string): number => {
  const row = AT_REST.split('\n').find((line) => line.startsWith(`| ${label}`)) ?? '';
  return Number(row.split('|').at(-2));
};
const dollars = (amount: number): number => Math.round(amount * 100) / 100;

it('costs at rest are stated for all functions, queues and alarms', () => {
  const consumed = functions.filter(({ queue }) => queue !== undefined);
  expect(AT_REST).toContain(
    `for ${functions.length} functions and ${consumed.length} queues with a consumer`,
  );
  expect(amountOf('alarms')).toBe(dollars(resourcesOf(template, 'AWS::CloudWatch::Alarm').length * 0.1));
  const [, standard, fifo] = /standard ([\d.]+), FIFO ([\d.]+)/.exec(AT_REST) ?? [];
  // Each of five pollers waits up to 20 s for a message.
  const requests = 5 * 3 * 60 * 24 * 30;
  expect([Number(standard), Number(fifo)]).toEqual([dollars(requests * 0.4e-6), dollars(requests * 0.5e-6)]);
  const fifoQueues = resourcesOf(template, 'AWS::SQS::Queue').filter(
    ({ properties }) => properties['FifoQueue'],
  );
  const standardQueues = consumed.length - fifoQueues.length;
  expect(amountOf('polling')).toBe(
    dollars(standardQueues * Number(standard) + fifoQueues.length * Number(fifo)),
  );
  expect(amountOf('secrets')).toBe(
    dollars(resourcesOf(template, 'AWS::SecretsManager::Secret').length * 0.4),
  );
});
