import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { TARGET_VARIABLE, type Target } from '../target.js';

const PROJECT = resolve(__dirname, '../..');
const JEST = join(PROJECT, '../../node_modules/jest/bin/jest.js');

/** The specs that know nothing of the process of the service. The others look into it, stop parts of it or measure it. */
const SPECS = [
  'src/rest.spec.ts',
  'src/rest-clients.spec.ts',
  'src/rest-edge.spec.ts',
  'src/contract/events.spec.ts',
];

interface Options {
  readonly api: string;
  readonly aws: string;
  readonly token?: string;
}

const command = new Command('npx nx run e2e:contract')
  .description('Tests the contract of a running service: its REST API and its public events.')
  .requiredOption(
    '--api <url>',
    'address of the API; of a deployment: /<env>/ProductService/api-endpoint in SSM',
  )
  .requiredOption('--aws <endpoint or region>', 'endpoint of the local cloud, or the region of a deployment')
  .option(
    '--token <jwt>',
    'a token for administrators; default: one signed with the secret of the environment',
  )
  .addHelpText(
    'after',
    `
With "npm start" in another terminal:
  npx nx run e2e:contract --api http://localhost:3000 --aws http://localhost:4566

With a deployment, and credentials that AWS SDKs find:
  ENV=dev npx nx run e2e:contract --api https://….execute-api.eu-west-1.amazonaws.com/api --aws eu-west-1

ENV is the environment of the service (default: local).

It makes products with names of its own, a queue and a rule on the bus, and deletes them at the end. With --token, tests that
sign tokens of other roles are skipped.`,
  )
  .showHelpAfterError();

const { api, aws, token } = command.parse().opts<Options>();
const isEndpoint = aws.includes('://');
const target: Target = {
  env: process.env['ENV'] || 'local',
  api: api.replace(/\/$/, ''),
  region: isEndpoint ? process.env['AWS_REGION'] || 'us-east-1' : aws,
  aws: isEndpoint ? aws : undefined,
  token,
};
// One after the other: all use the same service, and a list changes while another test creates products.
const { status } = spawnSync(process.execPath, [JEST, '--runInBand', '--runTestsByPath', ...SPECS], {
  cwd: PROJECT,
  stdio: 'inherit',
  env: {
    ...process.env,
    [TARGET_VARIABLE]: JSON.stringify(target),
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  },
});
process.exitCode = status ?? 1;
