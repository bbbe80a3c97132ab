import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { instantOf, toEnvelope, type Event } from '@product-service/events';
import { eventBridgeEventPublisher } from './eventbridge-event-publisher.js';

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

const event = (productId: string): Event<'product.productCreated.v1'> => ({
  id: `created-${productId}`,
  type: 'product.productCreated.v1',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: productId,
  sequence: '1',
  data: { productId },
  headers: {},
});

/** A server that speaks the protocol of PutEvents and refuses entries as it is told to. */
describe('putting events on a bus', () => {
  let server: Server;
  let client: EventBridgeClient;
  let calls: Entry[][];
  let errorCodeOf: (entry: Entry) => string | undefined;

  beforeEach(async () => {
    calls = [];
    errorCodeOf = () => undefined;
    server = createServer(async (request, response) => {
      const { Entries } = (await json(request)) as { Entries: Entry[] };
      calls.push(Entries);
      const results = Entries.map((entry) => {
        const ErrorCode = errorCodeOf(entry);
        return ErrorCode ? { ErrorCode, ErrorMessage: 'no' } : { EventId: 'accepted' };
      });
      const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ FailedEntryCount, Entries: results }));
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
    });
    expect(JSON.parse(entry.Detail)).toEqual(toEnvelope(event('LATTE'), 'dev.products'));
  });

  it('sends what is published together in calls of ten', async () => {
    await publishAll(...Array.from({ length: 12 }, (_, index) => event(`P${index}`)));
    expect(calls.map(({ length }) => length)).toEqual([10, 2]);
  });

  it.each([
    ['ThrottlingException', 'Error'],
    ['InternalFailure', 'Error'],
    ['NotAuthorizedForSourceException', 'Error'],
    ['MalformedDetail', 'EventRejectedError'],
  ])('fails only the entry that got %s, with %s', async (code, name) => {
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

  it('fails all when EventBridge cannot be reached', async () => {
    server.closeAllConnections();
    server.close();
    expect(statuses(await publishAll(event('P0'), event('P1')))).toEqual(['rejected', 'rejected']);
  });
});
