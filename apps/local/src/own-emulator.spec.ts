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

/** What fauxqs plays, and what it can't be told to be another. */
const ITS_ACCOUNT = '000000000000';

/** Bodies of messages stay as they are: clients check them against a hash. */
const BODY = /("(?:Message)?Body":"(?:[^"\\]|\\.)*")/;
const renamed = (from: string, to: string, json: string): string =>
  json
    .split(BODY)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(from, to) : part))
    .join('');

/** The same emulator, of another account. */
const playing = async (
  account: string,
  emulator: string,
  onCall: (body: string) => void,
): Promise<Server> => {
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const body = renamed(account, ITS_ACCOUNT, await text(request));
      onCall(body);
      const { 'content-type': type = '', 'x-amz-target': target } = request.headers;
      const headers = { 'content-type': type, ...(target && { 'x-amz-target': String(target) }) };
      const answer = await fetch(emulator, { method: 'POST', headers, body });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(renamed(ITS_ACCOUNT, account, await answer.text()));
    };
    pass().catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

describe.each([ITS_ACCOUNT, '123456789012'])('an SNS and SQS of the user, of the account %s', (account) => {
  let emulator: FauxqsServer;
  let front: Server;
  let local: RunningLocal;
  const calls: string[] = [];

  beforeAll(async () => {
    emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: 'us-east-1' });
    front = await playing(account, `http://127.0.0.1:${emulator.port}`, (body) => calls.push(body));
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    local = await startLocal({
      assembly: synthesize(messagingStack),
      speed: 20,
      variables: { AWS_ENDPOINT_URL },
    });
  });
  afterAll(async () => {
    await local.stop();
    front.close();
    front.closeAllConnections();
    await emulator.stop();
  });

  const client = () => ({
    endpoint: local.aws,
    region: local.region,
    credentials: { accessKeyId: 'me', secretAccessKey: 'x' },
  });
  const consumed = (name: string) =>
    local.waitForLine((line) => line['function'] === name && line['ok'] === true);

  it('is used for topics, queues, buses, schedules and the functions behind them', async () => {
    await new SNSClient(client()).send(
      new PublishCommand({ TopicArn: `arn:aws:sns:${local.region}:${account}:topic`, Message: '{"id":"1"}' }),
    );
    await consumed('from-topic');
    const event = { EventBusName: 'bus', Source: 'pricing', DetailType: 'price.changed', Detail: '{}' };
    await new EventBridgeClient(client()).send(new PutEventsCommand({ Entries: [event] }));
    await consumed('from-bus');
    await consumed('from-schedule');
    // Only where every ARN and address is of the same account could they tell the results queue.
    expect(emulator.inspectQueue('results')?.messages.ready.length).toBeGreaterThanOrEqual(3);
    expect(local.lines.filter(({ event: it }) => it === 'denied' || it === 'warning')).toEqual([]);
  });

  it('shows the account to clients', async () => {
    const { QueueUrl } = await new SQSClient(client()).send(new GetQueueUrlCommand({ QueueName: 'results' }));
    expect(QueueUrl).toBe(`${local.aws}/${account}/results`);
    const identity = await fetch(local.aws, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(await identity.text()).toContain(`<Account>${account}</Account>`);
  });

  it('is polled so often for FIFO queues that one blind to groups that become free delays little', () => {
    const waits = calls.flatMap((call) => {
      const [queue] = /[^/"]*Ticks[^"]*\.fifo/.exec(call) ?? [];
      const [, seconds] = /"WaitTimeSeconds":(\d+)/.exec(call) ?? [];
      return queue && seconds ? [Number(seconds)] : [];
    });
    expect(new Set(waits)).toEqual(new Set([1]));
  });
});
