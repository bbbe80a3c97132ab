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
/** As Java's tracer does: it appends to the text. */
const appended = (envelope: object, context: object): string =>
  `${JSON.stringify(envelope).slice(0, -1)}, "_datadog": ${JSON.stringify(context)}}`;
const read = (text: string) => readHeaders(parseEnvelope(text) as Record<string, unknown>);

describe('the context of an envelope', () => {
  it.each([
    ['in `_datadog`', { _datadog: { traceparent, [KEY]: pathway } }],
    ['at the top level', { traceparent, [KEY]: pathway }],
    ['apart', { traceparent, _datadog: { [KEY]: pathway } }],
    ['the other way round', { [KEY]: pathway, _datadog: { traceparent } }],
    ['as JSON text', { _datadog: JSON.stringify({ traceparent, [KEY]: pathway }) }],
    ['under the name of a constant', { traceparent, DSM_PROPAGATION_KEY_BASE_64: pathway }],
    ['under it in `_datadog`', { _datadog: { traceparent, DSM_PROPAGATION_KEY_BASE_64: pathway } }],
    ['beside a broken one', { traceparent: 'garbage', _datadog: { traceparent, [KEY]: pathway } }],
    [
      'beside what is no text',
      { traceparent: {}, _datadog: { traceparent, [KEY]: pathway, a: 1, b: null, c: {} } },
    ],
  ])('is read %s', (_, envelope) => {
    expect(readHeaders(envelope)).toEqual({ traceparent, [KEY]: pathway });
  });

  it('may be that of Datadog only', () => {
    expect(readHeaders({ _datadog: datadog })).toEqual(datadog);
    expect(readHeaders(datadog)).toEqual(datadog);
    expect(readHeaders({ traceparent: 'garbage', ...datadog })).toEqual({
      traceparent: 'garbage',
      ...datadog,
    });
  });

  it('keeps what nobody here knows', () => {
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

  it('knows better, and no span is half of one and half of the other', () => {
    const first = { traceparent: other, [KEY]: 'first' };
    expect(read(appended({ _datadog: first }, { traceparent, [KEY]: pathway }))).toEqual({
      traceparent,
      [KEY]: pathway,
    });
    expect(read(appended({ _datadog: first }, datadog))).toEqual({ ...datadog, [KEY]: 'first' });
    expect(read(appended({ traceparent: other, _datadog: first }, datadog)).traceparent).toBe(other);
  });

  it('may stand in an event of EventBridge, and a third may follow', () => {
    const body = `{"detail":${appended(JSON.parse(appended({ a: 1 }, {})) as object, { traceparent })},"id":"1"}`;
    const { detail } = parseEnvelope(body) as { detail: Record<string, unknown> };
    expect(readHeaders(detail)).toEqual({ traceparent });
    expect(read(appended({ a: 1 }, datadog).slice(0, -1) + ',"_datadog" : {},"_datadog":{}}')).toEqual(
      datadog,
    );
  });

  it('is none where it is a value, text in a text, or belongs to the data', () => {
    const text = JSON.stringify({
      names: ['_datadog', '\\"_datadog": {"a":1}', '"_datadog":'],
      data: { _datadog: 1, name: '_datadog' },
      _datadog: { traceparent },
    });
    const envelope = parseEnvelope(text) as Record<string, unknown>;
    expect(envelope).toMatchObject({ names: ['_datadog', '\\"_datadog": {"a":1}', '"_datadog":'] });
    expect(readHeaders(envelope)).toEqual({ traceparent });
  });

  it('makes no sense of what is no JSON', () => {
    expect(parseEnvelope('{"_datadog":{},"_datadog":')).toBeUndefined();
    expect(parseEnvelope('')).toBeUndefined();
  });

  it('takes no time in a large text', () => {
    const large = '\\n"'.repeat(300_000);
    expect(read(appended({ large, _datadog: { traceparent } }, { [KEY]: pathway }))).toEqual({
      traceparent,
      [KEY]: pathway,
    });
  });
});
