import { instantOf, toEnvelope, type Event, type EventType, type Instant } from '@product-service/events';
import { CloudEvent, HTTP, type CloudEventV1 } from 'cloudevents';
import { readEvent } from './read-event.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const common = {
  id: '0196-id',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: 'FLATWHITE',
  sequence: '3',
  headers: { traceparent, tracestate: 'dd=s:1', 'dd-pathway-ctx-base64': 'galj77uSnibYt5KvwGg=' },
};
const v1: Event<'product.productUpdated.v1'> = {
  ...common,
  type: 'product.productUpdated.v1',
  data: { productId: 'FLATWHITE' },
};
const v2: Event<'product.productUpdated.v2'> = {
  ...common,
  type: 'product.productUpdated.v2',
  data: { productId: 'FLATWHITE', name: 'Flat White', price: 3.6, version: 3 },
};
const sent = <T extends EventType>(event: Event<T>) =>
  JSON.parse(JSON.stringify(toEnvelope(event, 'dev.products'))) as object;
/** Reads the envelope as the body of an HTTP request in structured mode. */
const overHttp = (envelope: object) =>
  HTTP.toEvent({
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(envelope),
  }) as CloudEvent<unknown>;

/** The official SDK is the oracle for what consumers in other languages accept. */
describe('the official CloudEvents SDK', () => {
  it('accepts version 2 in strict mode, with every attribute', () => {
    const strict = new CloudEvent(sent(v2) as CloudEventV1<unknown>, true);
    expect({ ...strict.toJSON() }).toEqual(sent(v2));
    expect(strict.validate()).toBe(true);
    const received = overHttp(sent(v2));
    expect(received.validate()).toBe(true);
    expect(received).toMatchObject({ ...sent(v2) });
  });

  it('reads version 1 in lenient mode, and refuses it in strict mode because of `_datadog`', () => {
    expect(overHttp(sent(v1))).toMatchObject({ ...sent(v1) });
    expect(() => new CloudEvent(sent(v1) as CloudEventV1<unknown>, true)).toThrow(/_datadog/);
  });

  it('writes events that we read, with the trace and the pathway', () => {
    const rewritten = HTTP.structured(new CloudEvent(sent(v2) as CloudEventV1<unknown>, true));
    const timeOf = (time: unknown) => time as Instant;
    expect(readEvent(JSON.parse(rewritten.body as string), [v2.type], { id: 'outer', timeOf })).toEqual(v2);
  });
});
