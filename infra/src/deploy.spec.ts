import { type FakeAws, runScript, startFakeAws } from '@product-service/deployment/testing';

let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());

/** Runs what `nx deploy infra` runs: Nx, the synthesis and the CDK CLI. */
const deploy = async (...args: string[]) => {
  const { code, output, errors } = await runScript('infra/src/deploy.ts', ['--no-notices', ...args], {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    ENV: 'prod',
    DD_SITE: 'datadoghq.eu',
    DD_API_KEY: 'a-secret-key',
  });
  return { code, output: output + errors };
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
