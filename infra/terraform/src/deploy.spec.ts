import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WORKSPACE } from '@product-service/deployment';
import { runScript } from '@product-service/deployment/testing';

const KEY = 'a-secret-key';
const folder = mkdtempSync(join(tmpdir(), 'infra-terraform-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program named `terraform` that records how it was called, and prints the variables. */
writeFileSync(
  join(folder, 'terraform'),
  `#!${process.execPath}
const { appendFileSync, existsSync } = require('node:fs');
const args = process.argv.slice(2);
const variables = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('TF_')));
if (args[0] === 'show') console.log(process.env.SHOWN ?? '{}');
else if (args[0] !== '--version') {
  const call = { args, variables, hasLocalBackend: existsSync('backend_override.tf') };
  appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify(call) + '\\n');
  console.log(JSON.stringify(variables));
}
`,
);
chmodSync(join(folder, 'terraform'), 0o755);

interface Call {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly hasLocalBackend: boolean;
}
const calls = (): Call[] =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** A PATH with Nx, Node.js and the program above. */
const PATH = [folder, join(WORKSPACE, 'node_modules/.bin'), dirname(process.execPath), '/usr/bin', '/bin'];
const run = (command: string, args: string[], variables: NodeJS.ProcessEnv, path = PATH) => {
  writeFileSync(join(folder, 'calls'), '');
  return runScript(`infra/terraform/src/${command}.ts`, args, variables, path);
};
const DEV = { ENV: 'dev', DD_SITE: 'datadoghq.eu', DD_API_KEY: KEY, AWS_REGION: 'eu-west-1' };
const WITH_BUCKET = { ...DEV, TF_STATE_BUCKET_NAME: 'our-state' };

it('applies the configuration with the settings of the variables, and shows the key to nobody', async () => {
  const variables = { ...WITH_BUCKET, COMMIT_HASH: '1a2b3c4', ENABLE_CLOUDWATCH_LOGS: 'Y' };
  const { code, output, errors } = await run('deploy', ['-parallelism=5'], {
    ...variables,
    TF_VAR_dsql_cluster_arn: 'of the developer',
  });
  expect([code, errors]).toEqual([0, '']);
  expect(calls().map(({ args }) => args)).toEqual([
    [
      'init',
      '-input=false',
      '-reconfigure',
      '-backend-config=bucket=our-state',
      '-backend-config=key=ProductService-dev/terraform.tfstate',
      '-backend-config=region=eu-west-1',
    ],
    ['apply', '-auto-approve', '-input=false', '-parallelism=5'],
  ]);
  const { TF_DATA_DIR, TF_IN_AUTOMATION, TF_CLI_CONFIG_FILE: _, ...given } = calls()[1]!.variables;
  expect([TF_DATA_DIR, TF_IN_AUTOMATION]).toEqual([
    expect.stringMatching(/dist\/infra-terraform\/dev\/\.terraform$/),
    'true',
  ]);
  expect(given).toEqual({
    TF_STATE_BUCKET_NAME: 'our-state',
    TF_VAR_env: 'dev',
    TF_VAR_app_version: '1a2b3c4',
    TF_VAR_dd_site: 'datadoghq.eu',
    TF_VAR_dd_api_key: KEY,
    TF_VAR_protected: 'false',
    TF_VAR_cloudwatch_logs: 'true',
    TF_VAR_public_event_versions: 'v1,v2',
    TF_VAR_database_pipelining: 'auto',
  });
  expect(output).toContain('****');
  expect(output).not.toContain(KEY);
}, 60_000);

it('keeps the state in a file with --local-state, and leaves no other file behind', async () => {
  expect(await run('deploy', ['--local-state'], DEV)).toMatchObject({ code: 0, errors: '' });
  const [init, apply] = calls();
  expect(init?.args.at(-1)).toBe(`-backend-config=path=${join(WORKSPACE, 'ProductService-dev.tfstate')}`);
  expect([init?.hasLocalBackend, apply?.args.includes('--local-state')]).toEqual([true, false]);
  expect(existsSync(join(WORKSPACE, 'infra/terraform/backend_override.tf'))).toBe(false);
}, 60_000);

it('refuses a file of variables, which Terraform would prefer', async () => {
  const file = join(WORKSPACE, 'infra/terraform/test-only.auto.tfvars');
  writeFileSync(file, 'env = "prod"\n');
  try {
    const { code, errors } = await run('deploy', [], WITH_BUCKET);
    expect([code, errors]).toEqual([1, expect.stringContaining('test-only.auto.tfvars would replace')]);
  } finally {
    rmSync(file);
  }
  expect(calls()).toEqual([]);
}, 60_000);

it.each([
  ['a protected database stays protected', {}, 'true'],
  ['PROTECTED=N removes the protection', { PROTECTED: 'N' }, 'false'],
])(
  '%s',
  async (_, variables, isProtected) => {
    const cluster = { type: 'aws_dsql_cluster', values: { deletion_protection_enabled: true } };
    const SHOWN = JSON.stringify({ values: { root_module: { resources: [cluster] } } });
    await run('diff', [], { ...WITH_BUCKET, ...variables, SHOWN });
    expect(calls().at(-1)).toMatchObject({
      args: ['plan', '-input=false'],
      variables: { TF_VAR_protected: isProtected },
    });
  },
  60_000,
);

it('deletes everything of ENV, and needs no key for it', async () => {
  const { ENV, AWS_REGION, TF_STATE_BUCKET_NAME } = WITH_BUCKET;
  const { code, errors } = await run('destroy', ['--yes'], { ENV, AWS_REGION, TF_STATE_BUCKET_NAME });
  expect([code, errors]).toEqual([0, '']);
  expect(calls().at(-1)?.args).toEqual(['destroy', '-input=false', '-auto-approve']);
}, 60_000);

it.each([
  ['deploy', [], { ...WITH_BUCKET, DD_SITE: '' }, 'DD_SITE is not set'],
  ['deploy', [], { ...WITH_BUCKET, DD_API_KEY: '' }, 'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set'],
  ['deploy', [], { ...WITH_BUCKET, ENV: 'my_env' }, 'ENV is "my_env"'],
  ['deploy', [], DEV, 'TF_STATE_BUCKET_NAME is not set: set it to an S3 bucket'],
  ['deploy', [], { ...WITH_BUCKET, AWS_REGION: '' }, 'AWS_REGION is not set'],
  ['diff', [], DEV, 'TF_STATE_BUCKET_NAME is not set'],
  ['destroy', ['--yes'], { ENV: 'dev' }, 'TF_STATE_BUCKET_NAME is not set'],
  ['destroy', ['--yes'], {}, 'ENV is not set'],
  ['destroy', [], { ENV: 'alice' }, 'Add --yes to delete ProductService-alice'],
])(
  '%s %j refuses %j',
  async (command, args, variables, message) => {
    const { code, errors } = await run(command, args, variables);
    expect([code, errors]).toEqual([1, expect.stringContaining(message)]);
    expect(calls()).toEqual([]);
  },
  30_000,
);

it.each(['deploy', 'diff', 'destroy'])(
  '%s says how to install Terraform',
  async (command) => {
    const { code, errors } = await run(command, command === 'destroy' ? ['--yes'] : [], WITH_BUCKET, [
      '/nowhere',
    ]);
    expect([code, errors]).toEqual([
      1,
      'terraform is not installed: see https://developer.hashicorp.com/terraform/install.\n',
    ]);
  },
  30_000,
);
