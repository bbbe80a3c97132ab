import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Without a terminal, and where neither Nx nor the CDK CLI can be found. */
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

it.each([{}, { ENV: '' }])('nothing is deleted unless ENV says what: %j', (variables) => {
  for (const args of [[], ['--yes']]) {
    const { status, stderr } = destroy(variables, ...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining('ENV is not set')]);
  }
});

it('nothing is deleted without a terminal, unless by --yes', () => {
  const { status, stderr } = destroy({ ENV: 'alice' });
  expect([status, stderr]).toEqual([
    1,
    'Add --yes to delete ProductService-alice and its data without being asked.\n',
  ]);
});

it('goes on with --yes', () => {
  expect(destroy({ ENV: 'alice' }, '--yes').stderr).toContain('spawn nx ENOENT');
});
