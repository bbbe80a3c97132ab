import type { SuiteResult } from './core/run.js';
import { ROUTES } from './inputs/requests.js';
import { READERS } from './messages/readers.js';
import { runSuites } from './run-suites.js';

/** Some of the inputs of `npm run fuzz`, always the same. */
const run = async (only: 'rest' | 'messages', inputs: number): Promise<SuiteResult> => {
  const [result] = await runSuites({ seed: 1, inputs, only }, () => undefined);
  return result!;
};

it('no request breaks a rule of the API', async () => {
  const { counts, findings } = await run('rest', 800);
  expect(findings).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([...ROUTES].sort());
});

it('no message breaks a rule of its reader', async () => {
  const { counts, findings } = await run('messages', 600);
  expect(findings).toEqual([]);
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(READERS.map(({ folder }) => folder)));
});
