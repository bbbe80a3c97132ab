import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type FakeAws, startFakeAws } from './testing/fake-aws.js';

const WORKSPACE = join(__dirname, '../..');

let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());

/** Runs what `nx deploy infra` runs: Nx, the synthesis and the CDK CLI. */
const deploy = async (...args: string[]) => {
  const { NX_CACHE_DIRECTORY: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'deploy.ts'), '--no-notices', ...args],
    {
      cwd: WORKSPACE,
      env: {
        ...inherited,
        PATH: `${join(WORKSPACE, 'node_modules/.bin')}:${process.env['PATH']}`,
        NODE_OPTIONS: '',
        TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'),
        NX_DAEMON: 'false',
        CDK_VALIDATION: 'false',
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        ENV: 'prod',
        DD_SITE: 'datadoghq.eu',
        DD_API_KEY: 'a-secret-key',
      },
    },
  );
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, output: output + errors };
};

it('deploys first, then switches protection on', async () => {
  const { code, output } = await deploy();
  expect([code, output]).toEqual([0, expect.stringContaining('ProductService-prod')]);
  expect(aws.changes).toEqual(['CREATE_COMPLETE', 'protection on', 'UPDATE_COMPLETE']);
}, 120_000);

it('does not switch protection on when the change set is not executed', async () => {
  expect(await deploy('--no-execute')).toMatchObject({ code: 0 });
  expect([aws.status, aws.isProtected, aws.changes]).toEqual(['REVIEW_IN_PROGRESS', false, []]);
}, 120_000);
