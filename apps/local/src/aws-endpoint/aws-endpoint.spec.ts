import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../testing/start-aws-endpoint.js';

jest.setTimeout(30_000);

let endpoint: RunningAwsEndpoint;
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`,
});

beforeAll(async () => {
  endpoint = await startAwsEndpoint();
});
afterAll(() => endpoint.stop());

describe('a call to an unsupported service', () => {
  it.each([
    ['DynamoDB', { ...signedFor('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.ListTables' }, 'dynamodb'],
    ['Backup', signedFor('backup'), 'backup'],
    ['an unsigned call', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, 'DynamoDB_20120810'],
  ])(
    'gets a JSON error that names the service: %s',
    async (_name, headers: Record<string, string>, service) => {
      const response = await fetch(`${endpoint.address}/path`, { method: 'POST', headers, body: '{}' });
      expect(response.status).toBe(400);
      expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
      const { __type, message } = (await response.json()) as Record<string, string>;
      expect(__type).toBe('UnknownOperationException');
      expect(message).toContain(`This endpoint has SNS, SQS, EventBridge`);
      expect(message).toContain(`there is no ${service}`);
    },
  );

  it('gets an XML error that names the service: S3', async () => {
    const response = await fetch(`${endpoint.address}/bucket`, { headers: signedFor('s3') });
    expect(await response.text()).toMatch(/^<Error><Code>UnknownOperationException<.*there is no s3/);
  });

  it('gets an XML error that names the service: CloudFormation', async () => {
    const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15' });
    const response = await fetch(endpoint.address, {
      method: 'POST',
      headers: signedFor('cloudformation'),
      body,
    });
    expect(await response.text()).toMatch(/^<ErrorResponse>.*there is no cloudformation DescribeStacks here/);
  });

  it('gets a CBOR error that names the service: CloudWatch', async () => {
    const response = await fetch(
      `${endpoint.address}/service/GraniteServiceVersion20100801/operation/ListMetrics`,
      {
        method: 'POST',
        headers: { ...signedFor('monitoring'), 'smithy-protocol': 'rpc-v2-cbor' },
      },
    );
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    const bytes = Buffer.from(await response.arrayBuffer());
    // A map with two entries. The first key is a text of six bytes.
    expect([...bytes.subarray(0, 6)]).toEqual([0xa2, 0x7a, 0, 0, 0, 6]);
    expect(bytes.toString()).toContain('there is no monitoring');
  });
});

describe('an operation named like a property of Object', () => {
  it.each(['AmazonSSM', 'AWSEvents', 'secretsmanager', 'AmazonSQS', 'constructor', '__proto__'])(
    'is refused with the target prefix %s',
    async (prefix) => {
      for (const operation of ['valueOf', '__proto__', 'constructor', 'hasOwnProperty', '']) {
        const response = await fetch(endpoint.address, {
          method: 'POST',
          headers: { 'x-amz-target': `${prefix}.${operation}` },
          body: '{}',
        });
        expect([operation, response.status]).toEqual([operation, 400]);
      }
    },
  );

  it.each(['2010-03-31', '2011-06-15', '2012-11-05', '__proto__', 'valueOf'])(
    'is refused in the query protocol with the version %s',
    async (Version) => {
      for (const Action of ['valueOf', '__proto__', 'constructor', '']) {
        const body = new URLSearchParams({ Action, Version });
        const response = await fetch(endpoint.address, { method: 'POST', body });
        expect([Action, response.status]).toEqual([Action, 400]);
        expect(await response.text()).toContain('<Error>');
      }
    },
  );
});

describe('SNS and SQS', () => {
  it('answer a client that offers HTTP/2', async () => {
    const { hostname, port } = new URL(endpoint.address);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        'POST / HTTP/1.1',
        'Host: localhost',
        'Connection: Upgrade, HTTP2-Settings, close',
        'Upgrade: h2c',
        'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
        'TE: trailers',
        'Keep-Alive: timeout=5',
        'Proxy-Connection: keep-alive',
        'X-Amz-Target: AmazonSQS.ListQueues',
        'Content-Type: application/x-amz-json-1.0',
        'Transfer-Encoding: chunked',
        '',
        '2\r\n{}\r\n0\r\n\r\n',
      ].join('\r\n'),
    );
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.toLowerCase()).not.toContain('\r\nupgrade:');
  });

  it('accept JSON with the default content type of curl', async () => {
    const headers = {
      'x-amz-target': 'AmazonSQS.ListQueues',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const response = await fetch(endpoint.address, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(200);
  });

  it.each(['null', '[]', '1', '"x"', '{'])('refuse a body that is not a JSON object: %s', async (body) => {
    const headers = { 'x-amz-target': 'AmazonSQS.CreateQueue' };
    const response = await fetch(endpoint.address, { method: 'POST', headers, body });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'SerializationException',
    ]);
  });

  it('refuse a call without an operation', async () => {
    const response = await fetch(`${endpoint.address}/000000000000/queue`, { headers: signedFor('sqs') });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'UnknownOperationException',
    ]);
  });

  it('refuse a chunked body that is too large', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const body = ReadableStream.from(Array.from({ length: 11 }, () => chunk));
    const headers = { 'x-amz-target': 'AmazonSQS.ListQueues' };
    const response = await fetch(endpoint.address, { method: 'POST', headers, body, duplex: 'half' });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      413,
      'RequestEntityTooLarge',
    ]);
  });

  it.each(['GET', 'POST'])(
    'name the supported clients if the emulator does not know the query protocol (%s)',
    async (method) => {
      const query = 'Action=ListQueues&Version=2012-11-05';
      const response =
        method === 'GET'
          ? await fetch(`${endpoint.address}/?${query}`)
          : await fetch(endpoint.address, { method, body: new URLSearchParams(query) });
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(
        /^<ErrorResponse>.*<Code>InvalidAction<.*November 2023.*JSON protocol/,
      );
    },
  );

  it('accept a query call with GET', async () => {
    const response = await fetch(`${endpoint.address}/?Action=ListTopics&Version=2010-03-31`);
    expect(await response.text()).toContain('<ListTopicsResult>');
  });
});

describe('the AWS endpoint', () => {
  it('refuses an unknown operation by name, and a request without a service', async () => {
    const response = await fetch(endpoint.address, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.DeleteParameter' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('DeleteParameter');
    expect((await fetch(`${endpoint.address}/some-bucket/key`)).status).toBe(400);
  });

  it('refuses invalid JSON and a body that is too large', async () => {
    const post = (body: string) =>
      fetch(endpoint.address, { method: 'POST', headers: { 'x-amz-target': 'AWSEvents.PutEvents' }, body });
    expect((await post('{')).status).toBe(400);
    expect((await post('x'.repeat(11 * 1024 * 1024))).status).toBe(413);
  });
});
