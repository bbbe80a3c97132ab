import { readFileSync } from 'node:fs';
import { apiStack } from './testing/api-stack.js';
import { descendantsOf } from './process/descendants.js';
import { type RunningLocal, startLocal } from './testing/start-local.js';
import { synthesize } from './testing/synthesize.js';

jest.setTimeout(120_000);

let local: RunningLocal;
beforeAll(async () => {
  const options = ['--concurrency', '1', '--throttle', '1'];
  local = await startLocal({ assembly: synthesize(apiStack), options });
});
afterAll(() => local.stop());

const functionProcesses = (): number =>
  descendantsOf(Number(local.process.pid)).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('services/lambda/host.mjs'),
  ).length;

it('has no more processes than --concurrency allows: a function takes the place of an idle one', async () => {
  // The function of the custom resource has run during the deployment.
  await local.waitForLine(({ cause }) => String(cause).startsWith('create '));
  expect(functionProcesses()).toBe(1);
  const requests = ['/product', '/product/1', '/product/2'].map((path) => fetch(`${local.api}${path}`));
  expect((await Promise.all(requests)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(functionProcesses()).toBe(1);
  expect(local.lines.filter(({ coldStart }) => coldStart === true)).toHaveLength(2);
});

it('accepts a burst of twice the rate of --throttle, for each method', async () => {
  const post = () => fetch(`${local.api}/product`, { method: 'POST' });
  const answers = await Promise.all([post(), post(), post(), post(), post(), post()]);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(1);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(2);
  expect(await refused[0]?.json()).toEqual({ data: 'failed', message: 'Too Many Requests' });
});
