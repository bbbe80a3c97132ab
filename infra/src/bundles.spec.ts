import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VARIABLES } from '@product-service/environment';
import { functionsOf } from './testing/stack-view.js';
import { withAssembly } from './testing/synthesize.js';

const MODULES = join(__dirname, '../../node_modules');
// The real path, by which Node names the caller of a function.
const deployed = realpathSync(mkdtempSync(join(tmpdir(), 'infra-bundles-')));
afterAll(() => rmSync(deployed, { recursive: true }));

const functions = withAssembly({ ENV: 'dev' }, (template, directory) => {
  cpSync(directory, deployed, { recursive: true });
  return functionsOf(template).map(({ id, properties, variables }) => ({
    id,
    bundle: join(deployed, `asset.${properties['Code'].S3Key.replace(/\.zip$/, '')}`),
    // Lambda unpacks the layer below /opt; here the library is in node_modules.
    handler: properties['Handler'].replace(
      '/opt/nodejs/node_modules/datadog-lambda-js/',
      `${MODULES}/datadog-lambda-js/dist/`,
    ) as string,
    variables,
  }));
});

/** Variables that a deployment gives only to the functions that read them. */
const GIVEN = Object.keys(VARIABLES).filter((name) => name !== 'ENV' && name !== 'DATABASE_URL');

/** Values that the deployment puts together, where an address would not do. */
const RESOLVED: Readonly<Record<string, string>> = { QUEUES: '{"Queue":"https://example.com/queue"}' };

/**
 * Loads the function, and prints which of these variables its code reads. Reads by the tracer do not count: it copies all
 * variables.
 */
const program = (bundle: string, handler: string): string => `
  const read = new Set();
  process.env = new Proxy(process.env, {
    get: (variables, name) => {
      const [, , caller = ''] = new Error().stack.split('\\n');
      if (caller.includes('${bundle}')) read.add(name);
      return variables[name];
    },
    set: (variables, name, value) => ((variables[name] = value), true),
  });
  import('${handler.replace(/\.handler$/, '.mjs')}').then(
    (module) => console.log(JSON.stringify({
      handler: typeof module.handler,
      // Our tracer setup switches off the checkpoints of datadog-lambda-js, which reads this variable at run time.
      automaticCheckpoints: process.env.DD_DATA_STREAMS_ENABLED,
      read: ${JSON.stringify(GIVEN)}.filter((name) => read.has(name)),
    })),
    ({ message }) => console.log(JSON.stringify({ error: message })),
  ).then(process.exit);`;

interface Result {
  readonly error?: string;
  readonly read?: readonly string[];
  readonly handler?: string;
  readonly automaticCheckpoints?: string;
}

it.concurrent.each(functions)(
  '$id loads with the variables that the deployment gives it, and reads all of them',
  async ({ id, bundle, handler, variables }) => {
    const env = {
      // Set by Lambda, and by the layer that contains the tracer.
      AWS_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: bundle,
      NODE_PATH: MODULES,
      ...Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : (RESOLVED[name] ?? 'https://example.com/a-value'),
        ]),
      ),
    };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program(bundle, handler)], { env });
    // The last line: Datadog's library prints a metric first if the function does not load.
    const [result = ''] = stdout.trim().split('\n').slice(-1);
    const { error, read = [], handler: type, automaticCheckpoints } = JSON.parse(result) as Result;
    expect([id, error]).toEqual([id, undefined]);
    const unread = GIVEN.filter((name) => name in variables && !read.includes(name));
    expect(unread.map((name) => `${id} does not read ${name}: infra/src gives it too much.`)).toEqual([]);
    expect(type).toBe('function');
    const untraced =
      automaticCheckpoints !== 'false' && `${id} does not import @product-service/observability.`;
    expect(untraced).toBe(false);
  },
  60_000,
);
