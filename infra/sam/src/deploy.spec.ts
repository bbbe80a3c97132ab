import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDeployment, WORKSPACE } from '@product-service/deployment';
import { type FakeAws, runScript, startFakeAws } from '@product-service/deployment/testing';
import { samConfig } from './sam.js';

const KEY = 'a-secret-key';
const folder = mkdtempSync(join(tmpdir(), 'infra-sam-deploy-'));
let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());
afterAll(() => rmSync(folder, { recursive: true }));

/** A program named `sam` that records how it was called, prints the key, and creates the stack at its first call. */
const sam = join(folder, 'sam');
writeFileSync(
  sam,
  `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
if (args[0] !== '--version') {
  const config = args[args.indexOf('--config-file') + 1];
  const settings = args[0] === 'deploy' ? readFileSync(config, 'utf8') : '';
  appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ args, settings }) + '\\n');
  console.log('Parameters: ' + settings);
}
`,
);
chmodSync(sam, 0o755);

interface Call {
  readonly args: readonly string[];
  readonly settings: string;
}
const calls = (): Call[] =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A PATH with Nx, Node.js and the program above. */
const PATH = [folder, join(WORKSPACE, 'node_modules/.bin'), dirname(process.execPath), '/usr/bin', '/bin'];
const run = (command: string, args: string[], variables: NodeJS.ProcessEnv, path = PATH) => {
  writeFileSync(join(folder, 'calls'), '');
  return runScript(
    `infra/sam/src/${command}.ts`,
    args,
    {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      ...variables,
    },
    path,
  );
};
const PROD = { ENV: 'prod', DD_SITE: 'datadoghq.eu', DD_API_KEY: KEY, COMMIT_HASH: '1a2b3c4' };

it('deploys with the settings of the variables, and shows the key to nobody', async () => {
  Object.assign(aws, { status: 'CREATE_COMPLETE', isProtected: true });
  const { code, output, errors } = await run('deploy', ['--debug'], PROD);
  expect([code, errors]).toEqual([0, '']);
  const [call, ...others] = calls();
  expect(others).toEqual([]);
  expect(call?.args).toEqual([
    'deploy',
    '--template-file',
    expect.stringMatching(/infra\/sam\/template\.yaml$/),
    '--config-file',
    expect.any(String),
    '--debug',
  ]);
  expect(call?.settings).toBe(samConfig(readDeployment({ ...PROD, PROTECTED: 'Y' }), KEY));
  expect(output).toContain('DDApiKey=\\"****\\"');
  expect(output).not.toContain(KEY);
}, 60_000);

it('protects a new stack after its first deployment', async () => {
  aws.status = 'CREATE_COMPLETE';
  await run('deploy', [], PROD);
  expect(aws.changes).toEqual(['protection on']);
}, 60_000);

it('removes the protection only if PROTECTED=N', async () => {
  Object.assign(aws, { status: 'UPDATE_COMPLETE', isProtected: true });
  await run('deploy', [], { ...PROD, ENV: 'alice' });
  expect([aws.isProtected, calls()[0]?.settings]).toEqual([
    true,
    expect.stringContaining('Protected=\\"Y\\"'),
  ]);
  await run('deploy', [], { ...PROD, PROTECTED: 'N' });
  expect([aws.isProtected, calls()[0]?.settings]).toEqual([
    false,
    expect.stringContaining('Protected=\\"N\\"'),
  ]);
}, 60_000);

it('shows changes without making them', async () => {
  Object.assign(aws, { status: 'CREATE_COMPLETE', isProtected: true });
  await run('diff', [], { ...PROD, PROTECTED: 'N' });
  expect([calls()[0]?.args.at(-1), aws.changes]).toEqual(['--no-execute-changeset', []]);
}, 60_000);

it('deletes the stack of ENV', async () => {
  expect(await run('destroy', ['--yes'], { ENV: 'alice' })).toMatchObject({ code: 0 });
  expect(calls()[0]?.args).toEqual([
    'delete',
    '--stack-name',
    'ProductService-alice',
    '--no-prompts',
    '--region',
    'eu-west-1',
  ]);
}, 60_000);

it.each([
  ['deploy', [], {}, 'DD_SITE is not set'],
  ['deploy', [], { DD_SITE: 'datadoghq.eu' }, 'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set'],
  ['deploy', [], { ...PROD, ENV: 'my_env' }, 'ENV is "my_env"'],
  ['diff', [], {}, 'DD_SITE is not set'],
  ['destroy', ['--yes'], {}, 'ENV is not set'],
  ['destroy', [], { ENV: 'alice' }, 'Add --yes to delete ProductService-alice'],
])(
  '%s %j refuses %j',
  async (command, args, variables, message) => {
    const { code, errors } = await run(command, args, variables);
    expect([code, errors]).toEqual([1, expect.stringContaining(message)]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('');
  },
  30_000,
);

it.each(['deploy', 'diff', 'destroy'])(
  '%s says how to install SAM',
  async (command) => {
    const { code, errors } = await run(command, ['--yes'], PROD, ['/nowhere']);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^sam is not installed: see https:\/\/docs\.aws\.amazon\.com\S+\.\n$/),
    ]);
  },
  30_000,
);

it.each(['dev', 'prod'])(
  'samconfig.toml has the settings of %s, except values that are given to each deployment',
  (ENV) => {
    const file = readFileSync(join(__dirname, '../samconfig.toml'), 'utf8');
    const section = file
      .slice(file.indexOf(`[${ENV === 'dev' ? 'default' : ENV}.deploy.parameters]`))
      .split('\n[')[0]
      ?.split('\n');
    const settings = samConfig(readDeployment({ ENV }), undefined)
      .split('\n')
      .filter(
        (line) => line.includes(' = ') && !/^(version|parameter_overrides|confirm_changeset)/.test(line),
      );
    expect(settings.length).toBeGreaterThan(4);
    expect(section).toEqual(
      expect.arrayContaining([...settings, `parameter_overrides = "Env=\\"${ENV}\\""`]),
    );
  },
);
