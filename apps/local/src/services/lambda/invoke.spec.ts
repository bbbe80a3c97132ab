import { InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type RunningLocal, startLocal } from '../../testing/start-local.js';
import { functionOf, synthesize } from '../../testing/synthesize.js';

jest.setTimeout(60_000);

/** Answers with its event, or fails as the event says. */
const TARGET = `
exports.handler = async (event) => {
  if (event.do === 'throw') throw new TypeError('deliberate failure');
  return { event };
};`;

/** Invokes the function that the event names, and answers with the error. */
const CALLER = `
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
exports.handler = async ({ name }) => {
  try {
    const { Payload } = await new LambdaClient({ maxAttempts: 1 }).send(new InvokeCommand({ FunctionName: name }));
    return JSON.parse(Buffer.from(Payload));
  } catch ({ name, message, $metadata }) {
    return { name, message, status: $metadata?.httpStatusCode };
  }
};`;

let local: RunningLocal;
let lambda: LambdaClient;
beforeAll(async () => {
  const assembly = synthesize((stack) => {
    const target = functionOf(stack, 'Target', TARGET, { functionName: 'target' });
    functionOf(stack, 'Other', TARGET, { functionName: 'other' });
    const caller = functionOf(stack, 'Caller', CALLER, { functionName: 'caller' });
    caller.addToRolePolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
    );
  });
  local = await startLocal({ assembly, speed: 60 });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  lambda = new LambdaClient({ endpoint: local.aws, region: local.region, credentials, maxAttempts: 1 });
});
afterAll(async () => {
  lambda?.destroy();
  await local?.stop();
});

const arn = (name: string): string => `arn:aws:lambda:${local.region}:000000000000:function:${name}`;
const invoke = async (FunctionName: string, event: unknown, more: Partial<InvokeCommandInput> = {}) => {
  const { Payload, StatusCode, FunctionError, ExecutedVersion } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }),
  );
  const text = Buffer.from(Payload ?? []).toString();
  return { StatusCode, FunctionError, ExecutedVersion, answer: text === '' ? undefined : JSON.parse(text) };
};

describe('Invoke', () => {
  it.each([['target'], ['000000000000:function:target'], ['target:$LATEST']])(
    'answers with the result of %s',
    async (name) => {
      expect(await invoke(name, { a: 'ü' })).toEqual({
        StatusCode: 200,
        FunctionError: undefined,
        ExecutedVersion: '$LATEST',
        answer: { event: { a: 'ü' } },
      });
    },
  );

  it('finds a function by its ARN, and passes an empty event as an object', async () => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: arn('target') }));
    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({ event: {} });
  });

  it('tells that the function failed, and how', async () => {
    expect(await invoke('target', { do: 'throw' })).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      answer: { errorType: 'TypeError', errorMessage: 'deliberate failure' },
    });
  });

  it('does not wait for an event, and repeats it after a failure', async () => {
    const InvocationType = 'Event';
    expect(await invoke('other', { do: 'throw' }, { InvocationType })).toMatchObject({
      StatusCode: 202,
      answer: undefined,
    });
    const runs = () =>
      local.lines.filter((line) => line['event'] === 'function' && line['function'] === 'other').length;
    await local.waitForLine(() => runs() === 3, 30_000);
    expect(runs()).toBe(3);
  });

  it('only checks a dry run', async () => {
    const before = local.lines.length;
    expect(await invoke('target', {}, { InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
    expect(local.lines.slice(before).filter((line) => line['function'] === 'target')).toEqual([]);
  });

  it.each([
    ['an unknown function', 'unknown', '{}', 'ResourceNotFoundException', 404],
    ['a payload that is no JSON', 'target', '{', 'InvalidRequestContentException', 400],
    ['a payload above 6 MB', 'target', `"${'x'.repeat(7_000_000)}"`, 'RequestTooLargeException', 413],
  ])('refuses %s as Lambda does', async (_, FunctionName, Payload, name, status) => {
    await expect(lambda.send(new InvokeCommand({ FunctionName, Payload }))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
  });

  it('needs a permission', async () => {
    expect((await invoke('caller', { name: 'target' })).answer).toEqual({ event: {} });
    expect((await invoke('caller', { name: 'other' })).answer).toEqual({
      name: 'AccessDeniedException',
      status: 403,
      message: expect.stringContaining(`lambda:InvokeFunction on resource: ${arn('other')}`),
    });
  });
});

it('another call of Lambda is refused with an error that names the service', async () => {
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/lambda/aws4_request, Signature=x',
  };
  const response = await fetch(`${local.aws}/2015-03-31/functions/target`, { headers });
  expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  expect(await response.json()).toMatchObject({ message: expect.stringContaining('of lambda') });
});
