import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { FAULTS, startFaultyServer, type Fault } from '@product-service/aws-clients/testing';
import { instantOf, toEnvelope, type Event } from '@product-service/events';
import { eventBridgeEventPublisher } from './eventbridge-event-publisher.js';

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: number;
}

const CREDENTIALS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

const event = (productId: string): Event<'product.productCreated.v1'> => ({
  id: `created-${productId}`,
  type: 'product.productCreated.v1',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: productId,
  sequence: '1',
  data: { productId },
  headers: {},
});

/** Uses a server with the protocol of PutEvents that rejects entries on demand. */
describe('putting events on a bus', () => {
  let server: Server;
  let client: EventBridgeClient;
  let calls: Entry[][];
  let errorCodeOf: (entry: Entry) => string | undefined;
  /** Changes the results before they are sent. */
  let alter: (results: object[]) => object[];

  beforeEach(async () => {
    calls = [];
    errorCodeOf = () => undefined;
    alter = (results) => results;
    server = createServer(async (request, response) => {
      const { Entries } = (await json(request)) as { Entries: Entry[] };
      calls.push(Entries);
      const results = Entries.map((entry) => {
        const ErrorCode = errorCodeOf(entry);
        return ErrorCode ? { ErrorCode, ErrorMessage: 'no' } : { EventId: 'accepted' };
      });
      const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ FailedEntryCount, Entries: alter(results) }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new EventBridgeClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const publishAll = (...events: Event<'product.productCreated.v1'>[]) => {
    const publisher = eventBridgeEventPublisher({ bus: 'bus', source: 'dev.products', client });
    return Promise.allSettled(events.map((one) => publisher.publish(one)));
  };
  const statuses = (outcomes: PromiseSettledResult<void>[]) => outcomes.map(({ status }) => status);

  it('sends the envelope as the detail, with its type and source', async () => {
    await publishAll(event('LATTE'));
    const [[entry]] = calls as [[Entry]];
    expect(entry).toMatchObject({
      EventBusName: 'bus',
      Source: 'dev.products',
      DetailType: 'product.productCreated.v1',
      // AWS JSON has seconds.
      Time: Date.parse('2026-11-22T09:30:00Z') / 1000,
    });
    expect(JSON.parse(entry.Detail)).toEqual(toEnvelope(event('LATTE'), 'dev.products'));
  });

  it('batches events in calls of ten', async () => {
    await publishAll(...Array.from({ length: 12 }, (_, index) => event(`P${index}`)));
    expect(calls.map(({ length }) => length)).toEqual([10, 2]);
  });

  it.each([
    ['ThrottlingException', 'EventNotAcceptedError'],
    ['InternalFailure', 'EventNotAcceptedError'],
    ['AccessDeniedException', 'EventNotAcceptedError'],
    ['NotAuthorizedForSourceException', 'EventNotAcceptedError'],
    // May be about the bus.
    ['InvalidArgument', 'EventNotAcceptedError'],
    ['MalformedDetail', 'EventRejectedError'],
  ])('fails only the entry with %s, as %s', async (code, name) => {
    errorCodeOf = ({ Detail }) => (Detail.includes('"P1"') ? code : undefined);
    const outcomes = await publishAll(event('P0'), event('P1'), event('P2'));
    expect(statuses(outcomes)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name, message: expect.stringContaining(code) } });
  });

  it('rejects an event that is too large for EventBridge without sending it', async () => {
    const outcomes = await publishAll(event('X'.repeat(1024 * 1024)), event('Y'));
    expect(statuses(outcomes)).toEqual(['rejected', 'fulfilled']);
    expect(outcomes[0]).toMatchObject({ reason: { name: 'EventRejectedError' } });
    expect(calls.flat()).toHaveLength(1);
  });

  it.each([
    ['has no results', () => []],
    ['lacks the first result', (results: object[]) => results.slice(1)],
    ['lacks the last result', (results: object[]) => results.slice(0, -1)],
    ['has results for other entries', (results: object[]) => [...results, ...results]],
  ])('treats no event as accepted if the response %s', async (_, change) => {
    alter = change;
    const outcomes = await publishAll(event('P0'), event('P1'), event('P2'));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
  });

  it('treats only entries with an id as accepted', async () => {
    alter = (results) => results.map((result, index) => (index === 1 ? {} : result));
    expect(statuses(await publishAll(event('P0'), event('P1'), event('P2')))).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('fails all events if EventBridge cannot be reached', async () => {
    server.closeAllConnections();
    server.close();
    for (const outcome of await publishAll(event('P0'), event('P1')))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
  });
});

describe('the publisher with its default client', () => {
  it.each(Object.keys(FAULTS) as Fault[])(
    'gives up if EventBridge %s',
    async (fault) => {
      const server = await startFaultyServer(fault);
      Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: server.url });
      const publisher = eventBridgeEventPublisher({ bus: 'bus', source: 'dev.products' });
      await expect(publisher.publish(event('LATTE'))).rejects.toMatchObject({
        name: 'EventNotAcceptedError',
      });
      expect(server.requests()).toBe(CALL_TIME.publish.attempts);
      await server.close();
    },
    longestCallMs(CALL_TIME.publish) + 2_000,
  );
});
