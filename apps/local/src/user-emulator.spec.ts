import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { messagingStack } from './testing/messaging-stack.js';
import { type RunningLocal, startLocal } from './testing/start-local.js';
import { synthesize } from './testing/synthesize.js';

jest.setTimeout(60_000);

/** The account of fauxqs. It can't be configured. */
const FAUXQS_ACCOUNT = '000000000000';

/** Message bodies stay unchanged, because clients check them against a hash. */
const BODY = /("(?:Message)?Body":"(?:[^"\\]|\\.)*")/;
const replaceAccount = (from: string, to: string, json: string): string =>
  json
    .split(BODY)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(from, to) : part))
    .join('');

/** A proxy before the emulator that makes it appear to have another account. */
const startProxy = async (
  account: string,
  emulator: string,
  onCall: (body: string) => void,
): Promise<Server> => {
  const server = createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const body = replaceAccount(account, FAUXQS_ACCOUNT, await text(request));
      onCall(body);
      const { 'content-type': type = '', 'x-amz-target': target } = request.headers;
      const headers = { 'content-type': type, ...(target && { 'x-amz-target': String(target) }) };
      const answer = await fetch(emulator, { method: 'POST', headers, body });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(replaceAccount(FAUXQS_ACCOUNT, account, await answer.text()));
    };
    forward().catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

describe.each([FAUXQS_ACCOUNT, '123456789012'])("the user's SNS and SQS with the account %s", (account) => {
  let emulator: FauxqsServer;
  let proxy: Server;
  let local: RunningLocal;
  const calls: string[] = [];

  beforeAll(async () => {
    emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: 'us-east-1' });
    proxy = await startProxy(account, `http://127.0.0.1:${emulator.port}`, (body) => calls.push(body));
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    local = await startLocal({
      assembly: synthesize(messagingStack),
      speed: 20,
      variables: { AWS_ENDPOINT_URL },
    });
  });
  afterAll(async () => {
    await local.stop();
    proxy.close();
    proxy.closeAllConnections();
    await emulator.stop();
  });

  const client = () => ({
    endpoint: local.aws,
    region: local.region,
    credentials: { accessKeyId: 'me', secretAccessKey: 'x' },
  });
  const consumed = (name: string) =>
    local.waitForLine((line) => line['function'] === name && line['ok'] === true);

  it('serve topics, queues, buses, schedules and their functions', async () => {
    await new SNSClient(client()).send(
      new PublishCommand({ TopicArn: `arn:aws:sns:${local.region}:${account}:topic`, Message: '{"id":"1"}' }),
    );
    await consumed('from-topic');
    const event = { EventBusName: 'bus', Source: 'pricing', DetailType: 'price.changed', Detail: '{}' };
    await new EventBridgeClient(client()).send(new PutEventsCommand({ Entries: [event] }));
    await consumed('from-bus');
    await consumed('from-schedule');
    // The functions can reach the results queue only if all ARNs and URLs have the same account.
    expect(emulator.inspectQueue('results')?.messages.ready.length).toBeGreaterThanOrEqual(3);
    expect(local.lines.filter(({ event: it }) => it === 'denied' || it === 'warning')).toEqual([]);
  });

  it('determine the account that clients see', async () => {
    const { QueueUrl } = await new SQSClient(client()).send(new GetQueueUrlCommand({ QueueName: 'results' }));
    expect(QueueUrl).toBe(`${local.aws}/${account}/results`);
    const identity = await fetch(local.aws, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(await identity.text()).toContain(`<Account>${account}</Account>`);
  });

  it('are polled every second for FIFO queues, because some emulators check the message groups only at the start of a poll', () => {
    const waits = calls.flatMap((call) => {
      const [queue] = /[^/"]*Ticks[^"]*\.fifo/.exec(call) ?? [];
      const [, seconds] = /"WaitTimeSeconds":(\d+)/.exec(call) ?? [];
      return queue && seconds ? [Number(seconds)] : [];
    });
    expect(new Set(waits)).toEqual(new Set([1]));
  });
});
