import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withAssembly } from './testing/synthesize.js';

const MODULES = join(__dirname, '../../node_modules');
const deployed = mkdtempSync(join(tmpdir(), 'infra-bundles-'));
afterAll(() => rmSync(deployed, { recursive: true }));

const functions = withAssembly({ ENV: 'dev' }, (template, directory) => {
  cpSync(directory, deployed, { recursive: true });
  return Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => ({
    name: Properties.FunctionName as string,
    bundle: join(deployed, `asset.${Properties.Code.S3Key.replace(/\.zip$/, '')}`),
    // As layer and library are unpacked: to /opt on Lambda, to node_modules here.
    handler: Properties.Handler.replace(
      '/opt/nodejs/node_modules/datadog-lambda-js/',
      `${MODULES}/datadog-lambda-js/dist/`,
    ),
    variables: Object.entries(Properties.Environment.Variables as Record<string, unknown>),
  }));
});

it.concurrent.each(functions)(
  '$name loads with the variables it gets and no other, and sets its checkpoints by hand',
  async ({ bundle, handler, variables }) => {
    const env = {
      // Lambda's own, and the layer that brings the tracer.
      AWS_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: bundle,
      NODE_PATH: MODULES,
      ...Object.fromEntries(
        variables.map(([name, value]) => [
          name,
          typeof value === 'string' ? value : 'https://example.com/a-value',
        ]),
      ),
    };
    const load = `import('${handler.replace(/\.handler$/, '.mjs')}')`;
    // Our observability switches those of datadog-lambda-js off, which reads this variable when it is run.
    const result = '[typeof it.handler, process.env.DD_DATA_STREAMS_ENABLED].join()';
    const tell = `${load}.then((it) => ${result}, ({ message }) => message).then(console.log).then(process.exit)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', tell], { env });
    expect(stdout).toBe('function,false\n');
  },
  60_000,
);
