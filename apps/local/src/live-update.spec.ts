import { Duration } from 'aws-cdk-lib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type RunningLocal, startLocal } from './testing/start-local.js';
import { functionOf, synthesize } from './testing/synthesize.js';
import { temporaryFolder } from './testing/temporary-folder.js';

jest.setTimeout(60_000);

/** Answers with its version, after the `wait` of the query, in ms. */
const source = (version: string): string => `
exports.handler = async ({ queryStringParameters }) => {
  await new Promise((resolve) => setTimeout(resolve, Number(queryStringParameters?.wait ?? 0)));
  return { statusCode: 200, body: '${version} ' + process.env.SETTING };
};`;

/** A setting that refers to a queue, which only the new version has. */
const NEW_QUEUE = 'the URL of a new queue';

const write = (folder: string, version: string, setting = 'a', visibilityTimeout = 30): string =>
  synthesize((stack) => {
    const value = setting === NEW_QUEUE ? new Queue(stack, 'Bills').queueUrl : setting;
    const lambda = functionOf(stack, 'Function', source(version), {
      functionName: 'f',
      environment: { SETTING: value },
      timeout: Duration.seconds(20),
    });
    const other = functionOf(stack, 'Other', source('other'), { functionName: 'other' });
    new Queue(stack, 'Orders', { visibilityTimeout: Duration.seconds(visibilityTimeout) });
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(lambda));
    api.root.addMethod('POST', new LambdaIntegration(other));
  }, folder);

describe('a local cloud with --watch', () => {
  const folder = temporaryFolder();
  let local: RunningLocal;
  beforeAll(async () => {
    local = await startLocal({ assembly: write(folder, 'one'), options: ['--watch'] });
  });
  afterAll(() => local?.stop());

  const get = async (query = ''): Promise<string> => (await fetch(`${local.api}/${query}`)).text();
  const messages = (part: string) =>
    local.lines.filter(({ message }) => String(message).startsWith(part)).map(({ message }) => message);
  /** Writes a new version, and waits for the log to show the end of its deployment. */
  const change = async (...version: [string, string?, number?]): Promise<void> => {
    const before = messages('Updated').length + messages('No change').length;
    write(folder, ...version);
    await local.waitForLine(() => messages('Updated').length + messages('No change').length > before);
  };

  it('runs new code from the next request on, and ends a run in progress with the old code', async () => {
    expect(await get()).toBe('one a');
    const inProgress = get('?wait=4000');
    await change('two');
    expect(await get()).toBe('two a');
    expect(await inProgress).toBe('one a');
    expect(await get()).toBe('two a');
    expect(messages('Changed')).toEqual(['Changed: manifest.json']);
    expect(messages('Updated')).toEqual(['Updated for the next request: f']);
  });

  it('applies new settings of a function', async () => {
    await change('two', 'b');
    expect(await get()).toBe('two b');
  });

  it('names the changes that need a new start', async () => {
    await change('three', 'b', 60);
    expect(await get()).toBe('three b');
    await local.waitForLine(({ message }) => /need a new start: Orders/.test(String(message)));
  });

  it('does not apply settings that refer to a new resource', async () => {
    await change('three', NEW_QUEUE, 60);
    await local.waitForLine(({ message }) => /need a new start: Bills\w+, Function\w+/.test(String(message)));
    expect(await get()).toBe('three b');
    await change('three', 'b', 60);
  });

  it('keeps the old version running when the new one is invalid', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{');
    await local.waitForLine(({ message }) => /old version keeps running/.test(String(message)));
    await local.waitForLine(({ message }) => /JSON/.test(String(message)));
    expect(await get()).toBe('three b');
    await change('four', 'b', 60);
    expect(await get()).toBe('four b');
  });
});
