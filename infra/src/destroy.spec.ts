import { runScript } from '@product-service/deployment/testing';

/** Runs it with neither Nx nor the CDK CLI on the PATH. */
const destroy = (variables: NodeJS.ProcessEnv, ...args: string[]) =>
  runScript('infra/src/destroy.ts', args, variables, ['/nowhere']);

it.each([{}, { ENV: '' }])('deletes nothing if ENV is not set: %j', async (variables) => {
  for (const args of [[], ['--yes']]) {
    const { code, errors } = await destroy(variables, ...args);
    expect([code, errors]).toEqual([1, expect.stringContaining('ENV is not set')]);
  }
});

it('deletes nothing without a terminal, unless --yes is given', async () => {
  expect(await destroy({ ENV: 'alice' })).toMatchObject({
    code: 1,
    errors: 'Add --yes to delete ProductService-alice and its data without a confirmation.\n',
  });
});

it('continues with --yes', async () => {
  expect(await destroy({ ENV: 'alice' }, '--yes')).toMatchObject({
    code: 1,
    errors: 'nx is not installed: run "npm ci".\n',
  });
});
