import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { FAULTS, startFaultyServer, type Fault } from '@product-service/aws-clients/testing';
import { ssmSecret } from './index.js';

const NAME = '/dev/shared/secret-access-key';

/** A fake of SSM's GetParameter over HTTP (AWS JSON 1.1). */
class ParameterStore {
  value: string | undefined = 'first';
  answers: 'well' | 'with errors' | 'throttled' | 'never' = 'well';
  reads: unknown[] = [];
  readonly #server: Server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    expect(request.headers['x-amz-target']).toBe('AmazonSSM.GetParameter');
    this.reads.push(body);
    const reply = (status: number, answer: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer));
    if (this.answers === 'never') return;
    if (this.answers === 'throttled') return reply(400, { __type: 'ThrottlingException' });
    if (this.answers === 'with errors') return reply(500, { __type: 'InternalServerError' });
    if (body.Name !== NAME || this.value === undefined) return reply(400, { __type: 'ParameterNotFound' });
    reply(200, { Parameter: { Name: NAME, Type: 'SecureString', Value: this.value, Version: 1 } });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let store: ParameterStore;
let endpoint: string;
const saved = { ...process.env };

beforeEach(async () => {
  store = new ParameterStore();
  endpoint = await store.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...saved };
  await store.stop();
});

const later = (seconds: number) => {
  const time = Date.now() + seconds * 1000;
  jest.spyOn(Date, 'now').mockReturnValue(time);
};

const client = () =>
  new SSMClient({
    maxAttempts: 1,
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

describe('the secret in SSM', () => {
  it('is read decrypted, at first use', async () => {
    const secret = ssmSecret(NAME, client());
    expect(store.reads).toEqual([]);
    expect(await secret.current()).toBe('first');
    expect(store.reads).toEqual([{ Name: NAME, WithDecryption: true }]);
  });

  it('is read once for concurrent calls', async () => {
    const secret = ssmSecret(NAME, client());
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => secret.current())))).toEqual(
      new Set(['first']),
    );
    await Promise.all(Array.from({ length: 50 }, () => secret.renewed()));
    expect(store.reads).toHaveLength(2);
  });

  it('is read again after five minutes', async () => {
    const secret = ssmSecret(NAME, client());
    await secret.current();
    store.value = 'second';
    later(299);
    expect(await secret.current()).toBe('first');
    later(2);
    expect(await secret.current()).toBe('second');
    expect(store.reads).toHaveLength(2);
  });

  it('is renewed on demand, at most once in 30 seconds', async () => {
    const secret = ssmSecret(NAME, client());
    await secret.current();
    store.value = 'second';
    expect(await secret.renewed()).toBe('second');
    expect(await secret.current()).toBe('second');

    store.value = 'third';
    for (let i = 0; i < 100; i++) expect(await secret.renewed()).toBe('second');
    expect(store.reads).toHaveLength(2);
    later(31);
    expect(await secret.renewed()).toBe('third');
    expect(store.reads).toHaveLength(3);
  });
});

describe('a secret that cannot be read', () => {
  it('rejects the call, and is read again for the next one', async () => {
    const secret = ssmSecret(NAME, client());
    store.answers = 'with errors';
    await expect(secret.current()).rejects.toThrow();
    store.answers = 'well';
    expect(await secret.current()).toBe('first');
  });

  it('rejects if the parameter does not exist', async () => {
    store.value = undefined;
    await expect(ssmSecret(NAME, client()).current()).rejects.toThrow(NAME);
  });

  it.each(['with errors', 'throttled'] as const)('(%s) is a temporary failure', async (answers) => {
    store.answers = answers;
    await expect(ssmSecret(NAME, client()).current()).rejects.toMatchObject({ failureKind: 'temporary' });
  });

  it('because the parameter does not exist is an unexpected failure', async () => {
    store.value = undefined;
    await expect(ssmSecret(NAME, client()).current()).rejects.toMatchObject({ failureKind: 'unexpected' });
  });

  it('keeps its last value for an hour if only the renewal fails', async () => {
    const secret = ssmSecret(NAME, client());
    await secret.current();
    store.answers = 'throttled';
    expect(await secret.renewed()).toBe('first');
    later(3_599);
    expect(await secret.renewed()).toBe('first');
    expect(await secret.current()).toBe('first');
    later(2);
    await expect(secret.current()).rejects.toMatchObject({ failureKind: 'temporary' });
    await expect(secret.renewed()).rejects.toMatchObject({ failureKind: 'temporary' });
  });

  it('is read again one second after a failed renewal, not for every call', async () => {
    const secret = ssmSecret(NAME, client());
    await secret.current();
    store.answers = 'throttled';
    await secret.renewed();
    const reads = store.reads.length;
    for (let i = 0; i < 100; i++) await secret.renewed();
    expect(store.reads).toHaveLength(reads);

    store.answers = 'well';
    store.value = 'second';
    later(1);
    expect(await secret.renewed()).toBe('second');
    expect(await secret.current()).toBe('second');
  });

  it('is not read again for every call when it is old', async () => {
    const secret = ssmSecret(NAME, client());
    await secret.current();
    store.answers = 'throttled';
    later(301);
    for (let i = 0; i < 100; i++) {
      expect(await secret.current()).toBe('first');
      expect(await secret.renewed()).toBe('first');
    }
    expect(store.reads).toHaveLength(2);

    store.answers = 'well';
    store.value = 'second';
    later(1);
    expect(await secret.current()).toBe('second');
  });

  it.each(Object.keys(FAULTS) as Fault[])(
    'because SSM %s fails in time',
    async (fault) => {
      const server = await startFaultyServer(fault);
      process.env['AWS_ENDPOINT_URL'] = server.url;
      await expect(ssmSecret(NAME).current()).rejects.toMatchObject({ failureKind: 'temporary' });
      expect(server.requests()).toBe(CALL_TIME.readParameter.attempts);
      await server.close();
    },
    longestCallMs(CALL_TIME.readParameter) + 2_000,
  );
});
