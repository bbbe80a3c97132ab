import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiStack } from '../../testing/api-stack.js';
import { isAlive } from '../../process/process-identity.js';
import { type RunningLocal, startLocal } from '../../testing/start-local.js';
import { synthesize } from '../../testing/synthesize.js';

jest.setTimeout(30_000);

let local: RunningLocal;

beforeAll(async () => {
  local = await startLocal({ assembly: synthesize(apiStack), speed: 20 });
});

afterAll(() => local?.stop());

const call = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${local.api}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const parameter = async (Name: string): Promise<string | undefined> => {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const ssm = new SSMClient({ endpoint: local.aws, region: local.region, credentials });
  return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
};

describe('the REST API', () => {
  it('passes a request to its function as API Gateway does', async () => {
    const { status, text } = await call('/product/A%2FB%20%3F?page=1&page=2%26', {
      headers: { 'X-Test': 'ü'.normalize() === 'ü' ? 'yes' : '' },
    });
    expect(status).toBe(200);
    const { event, context, remaining } = JSON.parse(text) as Record<string, never>;
    expect(event).toMatchObject({
      resource: '/product/{productId}',
      path: '/product/A%2FB%20%3F',
      pathParameters: { productId: 'A%2FB%20%3F' },
      httpMethod: 'GET',
      queryStringParameters: { page: '2&' },
      multiValueQueryStringParameters: { page: ['1', '2&'] },
      requestContext: { resourcePath: '/product/{productId}', stage: 'prod', httpMethod: 'GET' },
      body: null,
      isBase64Encoded: false,
    });
    expect(context).toMatchObject({ functionName: 'api', memoryLimitInMB: '128' });
    // In the template's time, and only a small part of it has passed.
    expect(remaining).toBeGreaterThan(20_000);
    expect(remaining).toBeLessThanOrEqual(29_000);
  });

  it('gives a function the variables of the template, of Lambda and of the local overrides, and no others', async () => {
    const { environment } = JSON.parse((await call('/product')).text) as {
      environment: Record<string, string>;
    };
    expect(Object.keys(environment).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'HOME',
      'JWT_SECRET_PARAM_NAME',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'NODE_PATH',
      'PATH',
      'TZ',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ]);
  });

  it('runs a function without the packages of the workspace', async () => {
    expect((await call('/product?do=require')).status).toBe(502);
  });

  it('answers OPTIONS and errors as the template defines', async () => {
    const preflight = await call('/product', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    for (const [path, method] of [
      ['/nothing', 'GET'],
      ['/product', 'DELETE'],
      ['/', 'GET'],
    ] as const) {
      const unknown = await call(path, { method });
      expect(unknown.status).toBe(403);
      expect(unknown.headers.get('access-control-allow-origin')).toBe('*');
      expect(unknown.text).toBe('{"data":"failed","message":"Missing Authentication Token"}');
    }
    const large = await call('/product', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    expect(large.status).toBe(413);
    expect((await call('/product', { method: 'POST', body: 'x'.repeat(7 * 1024 * 1024) })).status).toBe(413);
  });

  it('returns several headers with the same name', async () => {
    const { status, headers } = await call('/product?do=cookies');
    expect(status).toBe(201);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['throw', 502],
    ['malformed', 502],
    ['crash', 502],
    ['hang', 504],
  ])('works again after a failure of a function: %s', async (problem, expected) => {
    expect((await call(`/product?do=${problem}`)).status).toBe(expected);
    expect((await call('/product')).status).toBe(200);
  });

  it('kills a function that exceeds its timeout, and works again after a function was killed', async () => {
    await local.waitForLine((line) => String(line['problem']).startsWith('Sandbox.Timedout'));
    const { pid } = JSON.parse((await call('/product')).text) as { pid: number };
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await sleep(10);
    expect((await call('/product')).status).toBe(200);
  });
});

describe('the deployed template', () => {
  it('contains the local address of the API', async () => {
    expect(await parameter('/test/api-endpoint')).toBe(local.api);
  });

  it('uses the answer of a custom resource, which receives all its properties as texts', async () => {
    expect(await parameter('/test/custom-answer')).toBe('Create {"number":"1","flag":"true"}');
  });

  it('contains the secret that signs the administrator token', async () => {
    const [header = '', claims = '', signature] = local.token.split('.');
    const secret = (await parameter('/test/jwt-secret')) ?? '';
    expect(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')).toBe(signature);
    const { user_type, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(user_type).toBe('ADMIN');
    expect(Number(exp) - Number(iat)).toBe(24 * 60 * 60);
  });
});
