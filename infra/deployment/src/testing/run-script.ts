import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { WORKSPACE } from '../run.js';

export interface ScriptResult {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Variables of a deployment in the developer's own environment. */
const OWN = [
  'ENV',
  'DD_SITE',
  'DD_API_KEY',
  'DD_API_KEY_SECRET_ARN',
  'DSQL_CLUSTER_ARN',
  'PROTECTED',
  'COMMIT_HASH',
  'ENABLE_CLOUDWATCH_LOGS',
  'PUBLIC_EVENT_VERSIONS',
  'DATABASE_PIPELINING',
  'TF_STATE_BUCKET_NAME',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'NX_CACHE_DIRECTORY',
];

/**
 * Runs a command's script as Nx does, without a terminal and without a deployment's variables of the developer.
 * @param script relative to the workspace, e.g. `infra/src/destroy.ts`.
 * @param path folders of programs that it finds. Default: those of the workspace, and the machine's.
 */
export const runScript = async (
  script: string,
  args: readonly string[] = [],
  variables: NodeJS.ProcessEnv = {},
  path: readonly string[] = [join(WORKSPACE, 'node_modules/.bin'), process.env['PATH'] ?? ''],
): Promise<ScriptResult> => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.includes(name)));
  const child = spawn(process.execPath, ['--import', 'tsx', join(WORKSPACE, script), ...args], {
    cwd: WORKSPACE,
    env: {
      ...inherited,
      PATH: path.join(delimiter),
      NODE_OPTIONS: '',
      TSX_TSCONFIG_PATH: join(WORKSPACE, 'infra/tsconfig.json'),
      NX_DAEMON: 'false',
      CDK_VALIDATION: 'false',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, output, errors };
};
