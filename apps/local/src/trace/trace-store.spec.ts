import type { JourneyQuery } from '@product-service/console/protocol';
import type { ReceivedSpan } from '@product-service/observability/agent';
import type { Activity } from '../core/activity.js';
import { recordedSpans, span } from './testing/spans.js';
import { traceStore } from './trace-store.js';

const RECORDED = recordedSpans();
const REQUEST = '39ad5285ac250881';
const FACT = '5e8ceec778e6e888';
const MINUTE_MS = 60_000;

const sent = (...spans: readonly (typeof RECORDED)[number][]) => ({ kind: 'spans', spans }) as const;
const received = (spanId: string, more: Parameters<typeof span>[2] = {}): ReceivedSpan => ({
  ...span(spanId, spanId, more),
  service: 'ProductService',
});
const storeWith = (...spans: readonly ReceivedSpan[]) => {
  const store = traceStore(() => 0);
  store.received(sent(...spans));
  return store;
};
const found = (store: ReturnType<typeof traceStore>, query: JourneyQuery = {}, limit = 50): string[] =>
  store.journeys(query, limit).map(({ id }) => id);

describe('the store of traces', () => {
  const store = storeWith(...RECORDED);

  it('lists journeys, newest first', () => {
    expect(found(store)).toEqual([FACT, REQUEST]);
    expect(found(store, {}, 1)).toEqual([FACT]);
  });

  it.each<[JourneyQuery, string[]]>([
    [{ product: 'FLATWHITE' }, [FACT, REQUEST]],
    [{ product: 'FLAT' }, []],
    // The event that the request caused, in part. The fact has no event of ours with it.
    [{ event: 'ac06dbb8' }, [REQUEST]],
    [{ event: 'FLATWHITE@1' }, [REQUEST]],
    [{ event: '5c85a014-f865-40a2-9fda-65688e85e563' }, [FACT]],
    [{ trace: '0123456789abcdef0123456789abcdef' }, [REQUEST]],
    [{ trace: '6b07e12c000000001e7c4de7735b6f24', product: 'FLATWHITE' }, [FACT]],
    [{ trace: '0123456789abcdef0123456789abcdef', event: '5c85a014' }, []],
    [{ error: 'true' }, []],
    [{ product: '', event: '', trace: '' }, [FACT, REQUEST]],
  ])('finds %j', (query, expected) => {
    expect(found(store, query)).toEqual(expected);
  });

  it('finds a message by the trace of its sender, of which it has no span', () => {
    const links = [{ traceId: 'of the console', spanId: 'made up' }];
    const traced = storeWith(received('1', { links }), received('2'));
    expect(found(traced, { trace: 'of the console' })).toEqual(['1']);
  });

  it('finds failures anywhere in a journey', () => {
    const failing = storeWith(received('1'), received('2', { after: '1', isError: true }), received('3'));
    expect(found(failing, { error: 'true' })).toEqual(['1']);
  });

  it('has a journey by its first span, and by every other', () => {
    for (const id of [REQUEST, '57856cab1edd9516', '11653a4cbb6fa4d2']) {
      expect(store.journey(id)?.id).toBe(REQUEST);
    }
    expect(store.journey('unknown')).toBeUndefined();
  });

  it('puts together what arrives in any order, and twice', () => {
    const reversed = traceStore(() => 0);
    for (const it of [...RECORDED, ...RECORDED].reverse()) reversed.received(sent(it));
    expect(found(reversed)).toEqual(found(store));
    expect(reversed.journey(REQUEST)).toEqual(store.journey(REQUEST));
  });

  it('keeps no captured payload and no long text', () => {
    const [step] =
      storeWith(
        received('1', { tags: { 'function.request.body': 'secret', 'error.message': 'x'.repeat(5_000) } }),
      ).journey('1')?.steps ?? [];
    expect(Object.keys(step?.tags ?? {})).toEqual(['error.message']);
    expect(step?.tags['error.message']).toHaveLength(1_000);
    const recorded = JSON.stringify(store.journey(REQUEST));
    expect(recorded).not.toContain('function.request');
    expect(recorded).toContain('http.status_code');
  });

  it('shows what was logged in a span, at any level, and counts the lines of one that logs very much', () => {
    const store = storeWith(received('1'), received('2', { after: '1' }));
    const log = (message: string, spanId?: string): Activity => ({
      event: 'log',
      function: 'f',
      level: 'DEBUG',
      message,
      ...(spanId !== undefined && { spanId }),
    });
    store.logged(log('first', '2'));
    store.logged(log('elsewhere'));
    const logs = () => store.journey('1')?.steps.map((step) => step.logs);
    expect(logs()).toEqual([[], [{ at: 0, kind: 'debug', what: 'f', detail: 'first', isProblem: false }]]);
    for (let line = 0; line < 200; line += 1) store.logged(log(`line ${line}`, '2'));
    expect(logs()?.[1]).toHaveLength(101);
    expect(logs()?.[1]?.[0]?.detail).toBe('101 earlier lines are not shown');
    expect(logs()?.[1]?.at(-1)?.detail).toBe('line 199');
  });

  it('counts what arrives', () => {
    const store = traceStore(() => 0);
    expect(store.changes()).toBe(0);
    store.received(sent(received('1')));
    const changes = store.changes();
    expect(changes).toBeGreaterThan(0);
    store.logged({ event: 'warning', message: 'm' });
    expect(store.changes()).toBe(changes);
  });

  it('keeps the newest of 100,000 spans, and finds whole journeys among them', () => {
    const store = traceStore(() => 0);
    // Each journey has a request, its run, an event, and what received it: as many spans as the store keeps of 5,000 journeys.
    for (let journey = 0; journey < 25_000; journey += 1) {
      const tags = { 'product.id': `P${journey}` };
      const at = { start: journey };
      store.received(
        sent(
          received(`${journey} request`, { name: 'aws.apigateway', ...at }),
          received(`${journey} run`, { name: 'aws.lambda', parent: `${journey} request`, ...at }),
          received(`${journey} create`, { parent: `${journey} run`, tags, ...at }),
          received(`${journey} publish`, { after: `${journey} create`, tags, ...at }),
        ),
      );
    }
    const all = store.journeys({}, 100_000);
    expect(all).toHaveLength(5_000);
    expect(all.every(({ spans }) => spans === 4)).toBe(true);
    expect([all[0]?.id, all.at(-1)?.id]).toEqual(['24999 request', '20000 request']);
    expect(found(store, { product: 'P24000' })).toEqual(['24000 request']);
    expect(found(store, { product: 'P19999' })).toEqual([]);
    expect(store.journey('19999 create')).toBeUndefined();
  });

  it('forgets spans and log lines after 15 minutes', () => {
    let now = 0;
    const store = traceStore(() => now);
    store.received(sent(received('1')));
    now = 14 * MINUTE_MS;
    store.received(sent(received('2', { start: 2_000 })));
    expect(found(store)).toEqual(['2', '1']);
    now = 15 * MINUTE_MS;
    expect(found(store)).toEqual(['2']);
    expect(store.journey('1')).toBeUndefined();
  });
});
