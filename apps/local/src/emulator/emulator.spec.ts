import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startAwsEndpoint } from '../testing/start-aws-endpoint.js';

jest.setTimeout(30_000);

const CLIENT = { region: 'us-east-1', credentials: { accessKeyId: 'me', secretAccessKey: 'x' } };

/** An HTTP server that gives every request the same answer, and keeps the requests. */
const startStubEmulator = async (body: string) => {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((requestBody) => {
      requests.push({ headers: request.headers, body: requestBody });
      response.end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
};

describe("the user's emulator", () => {
  it('receives calls without the connection headers and the access key of the client', async () => {
    const emulator = await startStubEmulator(
      '<ListQueuesResponse><ListQueuesResult><QueueUrl>http://elsewhere:1/0/q</QueueUrl></ListQueuesResult></ListQueuesResponse>',
    );
    const endpoint = await startAwsEndpoint(emulator.url);
    const query = new URLSearchParams({ Action: 'SendMessage', Version: '2012-11-05', MessageBody: 'ü &' });
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/sqs/aws4_request',
      'x-mine': '1',
      'x-amz-security-token': 'mine',
    };
    const response = await fetch(`${endpoint.address}/000000000000/q`, {
      method: 'POST',
      headers,
      body: query,
    });
    expect(await response.text()).toContain(`<QueueUrl>${endpoint.address}/0/q</QueueUrl>`);

    const { headers: forwarded, body } = emulator.requests.at(-1)!;
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      ...Object.fromEntries(query),
      QueueUrl: 'http://localhost/000000000000/q',
    });
    expect(forwarded.authorization).toMatch(/Credential=administrator\/\d+\/us-east-1\/sqs\//);
    expect(Object.keys(forwarded).filter((name) => name.startsWith('x-'))).toEqual([]);
    await endpoint.stop();
    emulator.server.close();
  });

  it('that has ended causes an error that clients retry', async () => {
    const emulator = await startStubEmulator('');
    const endpoint = await startAwsEndpoint(emulator.url);
    emulator.server.close();
    emulator.server.closeAllConnections();
    const failure = { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } };
    const options = { ...CLIENT, endpoint: endpoint.address, maxAttempts: 1 };
    await expect(new SQSClient(options).send(new ListQueuesCommand({}))).rejects.toMatchObject(failure);
    await expect(new SNSClient(options).send(new ListTopicsCommand({}))).rejects.toMatchObject(failure);
    await endpoint.stop();
  });

  it('that cannot be reached is reported in one sentence', async () => {
    await expect(startAwsEndpoint('http://127.0.0.1:1')).rejects.toThrow(
      "The SNS and SQS of AWS_ENDPOINT_URL (http://127.0.0.1:1) can't be reached: ",
    );
  });
});
