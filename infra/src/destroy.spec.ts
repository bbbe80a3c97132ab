import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs it without a terminal, and with neither Nx nor the CDK CLI on the PATH. */
const destroy = (variables: NodeJS.ProcessEnv, ...args: string[]) => {
  const { ENV: _, ...inherited } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'destroy.ts'), ...args],
    {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
      input: 'ProductService-alice\n',
      env: {
        ...inherited,
        NODE_OPTIONS: '',
        TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'),
        PATH: '/nowhere',
        ...variables,
      },
    },
  );
  return { status, stderr };
};

it.each([{}, { ENV: '' }])('deletes nothing if ENV is not set: %j', (variables) => {
  for (const args of [[], ['--yes']]) {
    const { status, stderr } = destroy(variables, ...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining('ENV is not set')]);
  }
});

it('deletes nothing without a terminal, unless --yes is given', () => {
  const { status, stderr } = destroy({ ENV: 'alice' });
  expect([status, stderr]).toEqual([
    1,
    'Add --yes to delete ProductService-alice and its data without a confirmation.\n',
  ]);
});

it('continues with --yes', () => {
  expect(destroy({ ENV: 'alice' }, '--yes').stderr).toContain('spawn nx ENOENT');
});
