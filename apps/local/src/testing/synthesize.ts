import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

// The templates of the tests are not for AWS, and some are invalid on purpose.
process.env['CDK_VALIDATION'] = 'false';

/** Synthesises a CDK app with one stack, and returns the folder of its cloud assembly. */
export const synthesize = (fill: (stack: Stack) => void, outdir = temporaryFolder()): string => {
  const app = new App({ outdir, analyticsReporting: false });
  fill(new Stack(app, 'Test'));
  return app.synth().directory;
};

/** A function with this JavaScript as its bundle. */
export const functionOf = (
  stack: Stack,
  id: string,
  source: string,
  properties: Partial<FunctionProps> = {},
): Function => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.js'), source);
  return new Function(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(folder),
    ...properties,
  });
};
