import { toEnvelope } from './envelope.js';
import { instantOf } from './instant.js';

describe('the envelope', () => {
  const event = {
    id: '0196-id',
    type: 'product.productDeleted',
    time: instantOf(new Date('2026-11-22T09:30:00Z')),
    subject: 'FLATWHITE',
    sequence: '3',
    data: { productId: 'FLATWHITE' },
    headers: { traceparent: '00-a-b-01', tracestate: 'dd=s:1', 'dd-pathway-ctx-base64': 'ctx' },
  } as const;

  it('is CloudEvents 1.0 JSON with the trace context at the top level and in _datadog', () => {
    expect(toEnvelope(event, 'dev.products')).toEqual({
      specversion: '1.0',
      id: '0196-id',
      type: 'product.productDeleted',
      source: 'dev.products',
      time: '2026-11-22T09:30:00.000Z',
      subject: 'FLATWHITE',
      sequence: '3',
      dataschema: 'urn:product-service:schema:product.productDeleted:1.0',
      dataversion: '1.0',
      traceparent: '00-a-b-01',
      _datadog: { traceparent: '00-a-b-01', 'dd-pathway-ctx-base64': 'ctx' },
      data: { productId: 'FLATWHITE' },
    });
  });

  it('omits fields that the event does not have', () => {
    const { subject: _subject, sequence: _sequence, ...bare } = event;
    expect(Object.keys(toEnvelope({ ...bare, headers: {} }, 'dev.products'))).toEqual([
      'specversion',
      'id',
      'type',
      'source',
      'time',
      'dataschema',
      'dataversion',
      '_datadog',
      'data',
    ]);
  });

  it('of version 2 has only names that CloudEvents allows', () => {
    const data = { productId: 'FLATWHITE', version: 3 };
    const envelope = toEnvelope({ ...event, type: 'product.productDeleted.v2', data }, 'dev.products');
    expect(envelope).toEqual({
      specversion: '1.0',
      id: '0196-id',
      type: 'product.productDeleted.v2',
      source: 'dev.products',
      time: '2026-11-22T09:30:00.000Z',
      subject: 'FLATWHITE',
      sequence: '3',
      dataschema: 'urn:product-service:schema:product.productDeleted.v2:2.0',
      dataversion: '2.0',
      traceparent: '00-a-b-01',
      tracestate: 'dd=s:1',
      ddpathwayctx: 'ctx',
      data,
    });
  });
});
