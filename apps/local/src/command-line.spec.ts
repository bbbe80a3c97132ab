import { CfnResource, CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnCluster } from 'aws-cdk-lib/aws-dsql';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process/process-identity.js';
import { descendantsOf } from './process/descendants.js';
import { type StartError, startLocal, type StartOptions } from './testing/start-local.js';
import { functionOf, synthesize } from './testing/synthesize.js';
import { temporaryFolder } from './testing/temporary-folder.js';

jest.setTimeout(30_000);

const failedStart = async (fill: (stack: Stack) => void, options: StartOptions = {}): Promise<StartError> => {
  try {
    await (await startLocal({ ...options, assembly: synthesize(fill) })).stop();
  } catch (error) {
    return error as StartError;
  }
  throw new Error('The start succeeded, but it should have failed');
};

describe('a template with unknown types and properties', () => {
  it('is refused with the names of all of them', async () => {
    const { message, exitCode } = await failedStart((stack) => {
      new CfnBucket(stack, 'Pictures');
      new CfnQueue(stack, 'Orders').addPropertyOverride('Colour', 'red');
      new CfnQueue(stack, 'Bills').addPropertyOverride('VisibilityTimeout', 'long');
      new CfnResource(stack, 'Schedule', {
        type: 'AWS::Scheduler::Schedule',
        properties: { ScheduleExpression: 'cron(0 12 * * ? *)', Target: { Arn: 'x', RoleArn: 'y' } },
      });
    });
    expect(exitCode).toBe(1);
    expect(message).toContain('Pictures (AWS::S3::Bucket)');
    expect(message).toContain('Orders (AWS::SQS::Queue): it does not know the property Colour');
    expect(message).toContain('Bills (AWS::SQS::Queue): it does not know the property VisibilityTimeout');
    expect(message).toContain('Schedule (AWS::Scheduler::Schedule)');
  });
});

describe('a custom resource', () => {
  const custom = (source: string) =>
    failedStart((stack) => {
      const provider = functionOf(stack, 'Provider', source, { timeout: Duration.seconds(2) });
      new CustomResource(stack, 'Migration', { serviceToken: provider.functionArn });
    });

  it.each([
    [
      'answers FAILED',
      `exports.handler = async (e) => { await fetch(e.ResponseURL, { method: 'PUT', body: JSON.stringify({ ...e,
         Status: 'FAILED', Reason: 'step 3 is broken', PhysicalResourceId: 'x' }) }); };`,
      'step 3 is broken',
    ],
    [
      'throws',
      `exports.handler = async () => { throw new RangeError('out of range'); };`,
      'RangeError: out of range',
    ],
    ['does not answer', `exports.handler = async () => {};`, 'without answering'],
    ['cannot be loaded', `require('missing-package');`, "Cannot find module 'missing-package'"],
  ])('stops the start with the reason if its function %s', async (_case, source, reason) => {
    const { message, exitCode } = await custom(source);
    expect(exitCode).toBe(1);
    expect(message).toContain('Migration (AWS::CloudFormation::CustomResource)');
    expect(message).toContain(reason);
  });
});

describe('a start that fails', () => {
  it.each(['PORT', 'AWS_PORT'])('reports a %s that is in use in one sentence', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { message, exitCode } = await failedStart(() => {}, { variables: { [variable]: String(port) } });
    other.close();
    expect(exitCode).toBe(1);
    expect(message).toBe(`Port ${port} is already in use: set ${variable} to another one.`);
  });

  it('reports a database that cannot be reached in one sentence', async () => {
    const { message, exitCode } = await failedStart((stack) => new CfnCluster(stack, 'Cluster'), {
      variables: { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/products' },
    });
    expect(exitCode).toBe(1);
    expect(message).toMatch(
      /^The database of DATABASE_URL \(127\.0\.0\.1:1\/products\) can't be reached: .*\.$/,
    );
  });
});

describe('a stop', () => {
  const withFunctionAndDatabase = (stack: Stack): void => {
    new CfnCluster(stack, 'Cluster');
    const lambda = functionOf(
      stack,
      'Function',
      `setInterval(() => {}, 1000); // Keeps the process alive.
       exports.handler = async () => ({ statusCode: 200, body: process.env.LAMBDA_TASK_ROOT });`,
    );
    new RestApi(stack, 'Api').root.addMethod('GET', new LambdaIntegration(lambda));
  };

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
    'by %s leaves no process running',
    async (signal) => {
      const local = await startLocal({ assembly: synthesize(withFunctionAndDatabase) });
      const taskRoot = await (await fetch(local.api)).text();
      expect(existsSync(taskRoot)).toBe(true);
      const processes = descendantsOf(Number(local.process.pid));
      expect(processes.length).toBeGreaterThan(1);

      local.process.kill(signal);
      const [code] = (await once(local.process, 'close')) as [number | null];
      if (signal !== 'SIGKILL') {
        expect(code).toBe(0);
        expect(existsSync(taskRoot)).toBe(false);
      }
      for (const end = Date.now() + 3000; processes.some(isAlive) && Date.now() < end;) await sleep(50);
      expect(processes.filter(isAlive)).toEqual([]);
    },
  );

  it('by SIGKILL leaves files that the next start removes', async () => {
    const TMPDIR = temporaryFolder();
    const folders = (): string[] => readdirSync(TMPDIR).filter((name) => name.startsWith('product-service-'));
    const options = {
      assembly: synthesize((stack) => void new CfnQueue(stack, 'Orders')),
      variables: { TMPDIR },
    };
    const killed = await startLocal(options);
    const running = await startLocal(options);
    expect(folders()).toHaveLength(2);
    killed.process.kill('SIGKILL');
    await once(killed.process, 'close');

    const next = await startLocal(options);
    expect(folders()).toHaveLength(2);
    await next.stop();
    await running.stop();
    expect(folders()).toEqual([]);
  });

  it('is caused by an uncaught exception, not by an unhandled rejection, and leaves nothing behind', async () => {
    const TMPDIR = temporaryFolder();
    const faults = join(temporaryFolder(), 'faults.cjs');
    writeFileSync(
      faults,
      `const errors = [() => Promise.reject(new Error('in a task')), () => setImmediate(() => { throw new Error('outside'); })];
       process.on('SIGUSR2', () => { errors.shift()(); });`,
    );
    const local = await startLocal({
      assembly: synthesize((stack) => void new CfnQueue(stack, 'Orders')),
      variables: { TMPDIR, NODE_OPTIONS: `--require ${faults}` },
    });
    local.process.kill('SIGUSR2');
    const { message } = await local.waitForLine((line) => line['event'] === 'warning');
    expect(message).toContain('Error: in a task');
    expect((await fetch(local.aws)).status).toBe(400);

    local.process.kill('SIGUSR2');
    const [code] = (await once(local.process, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(readdirSync(TMPDIR).filter((name) => name.startsWith('product-service-'))).toEqual([]);
  });
});
