import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withFileLock } from '../process/file-lock.js';
import { UserError } from '../core/user-error.js';

/** The root folder of the repository. */
export const WORKSPACE = resolve(__dirname, '../../../..');
const NX = join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');

/** The Nx project of each deployment. Its target `assemble` writes a cloud assembly. */
const PROJECTS = { cdk: 'infra', sam: 'infra-sam', terraform: 'infra-terraform' } as const;

/** A way to deploy the service. */
export type DeploymentTool = keyof typeof PROJECTS;

export const DEPLOYMENT_TOOLS = Object.keys(PROJECTS) as readonly DeploymentTool[];

/** What to build. */
export interface BuildTarget {
  readonly tool: DeploymentTool;
  readonly env: string;
}

/** The output folder of `nx run <project>:assemble`. */
const assemblyOf = ({ tool, env }: BuildTarget): string =>
  join(WORKSPACE, 'dist', PROJECTS[tool], env, 'cdk.out');

/**
 * Bundles the functions and writes the template, or reads both from Nx's cache. Copies them to a folder of the caller, so
 * that a later build does not change what is running.
 * @throws UserError with the output of the failed tasks
 */
export const build = (target: BuildTarget, folder: string, signal: AbortSignal): Promise<void> =>
  withFileLock(`${assemblyOf(target)}.lock`, signal, async () => {
    await assemble(target, signal);
    await cp(assemblyOf(target), folder, { recursive: true });
  });

const assemble = async ({ tool, env }: BuildTarget, signal: AbortSignal): Promise<void> => {
  // Nx starts no daemon here, and uses its cache even if a test run has switched it off.
  const { NX_SKIP_NX_CACHE: _, DSQL_CLUSTER_ARN: _cluster, ...inherited } = process.env;
  // A process group of its own, so that all processes of Nx can be stopped together.
  const child = spawn(process.execPath, [NX, 'run', `${PROJECTS[tool]}:assemble`, `--environment=${env}`], {
    cwd: WORKSPACE,
    env: { ...inherited, FORCE_COLOR: '0', NX_DAEMON: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', stop);
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code === 0) return;
  const [errors = output] = output.split(SUMMARY);
  throw new UserError(
    `The build failed ("npx nx run ${PROJECTS[tool]}:assemble --environment=${env}"):\n\n${errors.trim()}`,
  );
};

/** The beginning of Nx's summary, after the output of the failed tasks. */
const SUMMARY = /^ *NX +Running target .* failed$/m;
