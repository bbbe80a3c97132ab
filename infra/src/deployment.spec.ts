import { readDeployment } from './deployment.js';

it('is of the environment and commit that it is told', () => {
  expect(readDeployment({ ENV: 'prod', COMMIT_HASH: '1a2b3c4' })).toEqual({
    env: 'prod',
    version: '1a2b3c4',
  });
});

it('is of dev unless told otherwise', () => {
  expect(readDeployment({ ENV: '', COMMIT_HASH: '' })).toEqual({ env: 'dev', version: 'latest' });
});

it.each(['my_env', 'a'.repeat(21), 'é'])('refuses ENV=%s', (ENV) => {
  expect(() => readDeployment({ ENV })).toThrow(
    `ENV is "${ENV}": set it to 1 to 20 letters, digits and hyphens.`,
  );
});
