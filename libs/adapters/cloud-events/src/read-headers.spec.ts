import { parseEnvelope } from './parse-envelope.js';
import { readHeaders } from './read-headers.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const other = '00-11f7651916cd43dd8448eb211c80319c-11ad6b7169203331-01';
const datadog = {
  'x-datadog-trace-id': '9532127138774266268',
  'x-datadog-parent-id': '13235353014750950193',
  'x-datadog-tags': '_dd.p.dm=-1,_dd.p.tid=0af7651916cd43dd',
};
const pathway = 'galj77uSnibYt5KvwGjYt5KvwGg=';
const KEY = 'dd-pathway-ctx-base64';
/** Appends a second `_datadog` to the text, as Java's tracer does. */
const appended = (envelope: object, context: object): string =>
  `${JSON.stringify(envelope).slice(0, -1)}, "_datadog": ${JSON.stringify(context)}}`;
const read = (text: string) => readHeaders(parseEnvelope(text) as Record<string, unknown>);

describe('the context of an envelope', () => {
  it.each([
    ['in `_datadog`', { _datadog: { traceparent, [KEY]: pathway } }],
    ['at the top level', { traceparent, [KEY]: pathway }],
    ['split over both', { traceparent, _datadog: { [KEY]: pathway } }],
    ['the other way round', { [KEY]: pathway, _datadog: { traceparent } }],
    ['as JSON text', { _datadog: JSON.stringify({ traceparent, [KEY]: pathway }) }],
    ['under legal names of attributes', { traceparent, ddpathwayctx: pathway }],
    ['under the name of a constant', { traceparent, DSM_PROPAGATION_KEY_BASE_64: pathway }],
    [
      'under the name of a constant in `_datadog`',
      { _datadog: { traceparent, DSM_PROPAGATION_KEY_BASE_64: pathway } },
    ],
    ['beside an invalid one', { traceparent: 'garbage', _datadog: { traceparent, [KEY]: pathway } }],
    [
      'beside values that are not text',
      { traceparent: {}, _datadog: { traceparent, [KEY]: pathway, a: 1, b: null, c: {} } },
    ],
  ])('is read %s', (_, envelope) => {
    expect(readHeaders(envelope)).toEqual({ traceparent, [KEY]: pathway });
  });

  it('may have a `tracestate`, which belongs to its `traceparent`', () => {
    const tracestate = 'dd=s:1';
    expect(readHeaders({ traceparent, tracestate })).toEqual({ traceparent, tracestate });
    expect(readHeaders({ tracestate, _datadog: { traceparent } })).toEqual({ traceparent });
  });

  it('may have Datadog’s headers only', () => {
    expect(readHeaders({ _datadog: datadog })).toEqual(datadog);
    expect(readHeaders(datadog)).toEqual(datadog);
    expect(readHeaders({ traceparent: 'garbage', ...datadog })).toEqual({
      traceparent: 'garbage',
      ...datadog,
    });
  });

  it('keeps unknown text entries', () => {
    expect(readHeaders({ _datadog: { a: '1', b: 2 } })).toEqual({ a: '1' });
  });

  it.each([undefined, null, 1, true, '', 'no object', '"text"', [], ['text']])('may be %j', (_datadog) => {
    expect(Object.keys(readHeaders({ _datadog })).filter((key) => key !== '0')).toEqual([]);
  });
});

describe('a second `_datadog`', () => {
  it('is read together with the first', () => {
    expect(read(appended({ _datadog: { traceparent } }, { [KEY]: pathway }))).toEqual({
      traceparent,
      [KEY]: pathway,
    });
    expect(read(appended({ _datadog: { [KEY]: pathway } }, datadog))).toEqual({ ...datadog, [KEY]: pathway });
  });

  it('takes precedence, and two spans are never mixed', () => {
    const first = { traceparent: other, [KEY]: 'first' };
    expect(read(appended({ _datadog: first }, { traceparent, [KEY]: pathway }))).toEqual({
      traceparent,
      [KEY]: pathway,
    });
    expect(read(appended({ _datadog: first }, datadog))).toEqual({ ...datadog, [KEY]: 'first' });
    expect(read(appended({ traceparent: other, _datadog: first }, datadog)).traceparent).toBe(other);
  });

  it('may be in an EventBridge event, and a third may follow', () => {
    const body = `{"detail":${appended(JSON.parse(appended({ a: 1 }, {})) as object, { traceparent })},"id":"1"}`;
    const { detail } = parseEnvelope(body) as { detail: Record<string, unknown> };
    expect(readHeaders(detail)).toEqual({ traceparent });
    expect(read(appended({ a: 1 }, datadog).slice(0, -1) + ',"_datadog" : {},"_datadog":{}}')).toEqual(
      datadog,
    );
  });

  it('is not confused with a value, text inside text, or a key in the data', () => {
    const text = JSON.stringify({
      names: ['_datadog', '\\"_datadog": {"a":1}', '"_datadog":'],
      data: { _datadog: 1, name: '_datadog' },
      _datadog: { traceparent },
    });
    const envelope = parseEnvelope(text) as Record<string, unknown>;
    expect(envelope).toMatchObject({ names: ['_datadog', '\\"_datadog": {"a":1}', '"_datadog":'] });
    expect(readHeaders(envelope)).toEqual({ traceparent });
  });

  it('gives undefined for invalid JSON', () => {
    expect(parseEnvelope('{"_datadog":{},"_datadog":')).toBeUndefined();
    expect(parseEnvelope('')).toBeUndefined();
  });

  it('is fast in a large text', () => {
    const large = '\\n"'.repeat(300_000);
    expect(read(appended({ large, _datadog: { traceparent } }, { [KEY]: pathway }))).toEqual({
      traceparent,
      [KEY]: pathway,
    });
  });
});
