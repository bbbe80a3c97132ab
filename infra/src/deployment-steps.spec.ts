import { deploymentSteps, readDeployment, stackState } from '@product-service/deployment';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { productServiceApp } from './app.js';
import { type FakeAws, startFakeAws } from '@product-service/deployment/testing';
import { cdk } from './toolkit.js';

process.env['CDK_VALIDATION'] = 'false';

const KEY = 'a-secret-key';
const folder = mkdtempSync(join(tmpdir(), 'infra-deploying-'));
let aws: FakeAws;
let printed: string;

beforeAll(() => {
  for (const PROTECTED of ['Y', 'N']) {
    const deployment = readDeployment({ ENV: 'prod', PROTECTED });
    productServiceApp(deployment, join(folder, PROTECTED)).app.synth();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  aws = await startFakeAws();
  printed = '';
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  });
});
afterEach(() => aws.stop());

/** Runs one step of a deployment with the real CDK CLI. */
const step = async (protection: string, ...args: string[]): Promise<boolean> =>
  cdk(join(folder, protection), ['deploy', '--require-approval', 'never', '--no-notices', ...args], {
    variables: { CDK_PARAMETERS: `DatadogApiKey=${KEY}`, CI: 'true' },
    secret: KEY,
    output: new Writable({
      write(chunk, _, done) {
        printed += String(chunk);
        done();
      },
    }),
  }).then(
    () => true,
    () => false,
  );

const deploy = async (): Promise<boolean> => {
  for (const protection of deploymentSteps(await stackState('ProductService-prod'), undefined, true)) {
    if (!(await step(protection))) return false;
  }
  return true;
};

it('a failed first deployment can be retried, and the stack is protected after it succeeds', async () => {
  aws.fails = true;
  expect(await deploy()).toBe(false);
  expect([aws.status, aws.isProtected]).toEqual(['ROLLBACK_COMPLETE', false]);
  aws.fails = false;
  expect([await deploy(), printed]).toEqual([true, expect.any(String)]);
  expect(aws.changes).toEqual([
    'ROLLBACK_COMPLETE',
    'deleted',
    'CREATE_COMPLETE',
    'protection on',
    'UPDATE_COMPLETE',
  ]);
}, 60_000);

it('an update never removes the protection, even if it fails', async () => {
  Object.assign(aws, { status: 'CREATE_COMPLETE', isProtected: true, fails: true });
  expect(await deploy()).toBe(false);
  expect(aws.isProtected).toBe(true);
}, 60_000);

it('never prints the API key, even with -v', async () => {
  expect([await step('N', '-v'), printed]).toEqual([true, expect.stringContaining('****')]);
  expect(printed).not.toContain(KEY);
}, 60_000);

it.each([
  [undefined, false, undefined, true, ['N', 'Y']],
  ['REVIEW_IN_PROGRESS', false, undefined, true, ['N', 'Y']],
  ['ROLLBACK_COMPLETE', false, undefined, true, ['N', 'Y']],
  ['UPDATE_ROLLBACK_COMPLETE', true, undefined, true, ['Y']],
  ['CREATE_COMPLETE', true, undefined, false, ['Y']],
  ['CREATE_COMPLETE', true, false, true, ['N']],
  ['CREATE_COMPLETE', false, true, false, ['Y']],
  [undefined, false, undefined, false, ['N']],
] as const)(
  'for a stack in %s, protected: %s, requested: %s, by default: %s, the steps are %j',
  async (status, isProtected, requested, byDefault, steps) => {
    Object.assign(aws, { status, isProtected });
    expect(deploymentSteps(await stackState('ProductService-prod'), requested, byDefault)).toEqual(steps);
  },
);
