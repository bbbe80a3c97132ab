import { randomBytes, randomUUID } from 'node:crypto';
import type { EnvelopeVariant, FactRequest } from '@product-service/console/protocol';

type Fields = Readonly<Record<string, unknown>>;

/** What every variant starts from. */
interface Parts {
  readonly type: string;
  readonly data: Fields;
  readonly traceparent: string;
}

const complete = ({ type, data, traceparent }: Parts): Fields => ({
  specversion: '1.0',
  id: randomUUID(),
  type,
  source: 'another-service',
  time: new Date().toISOString(),
  traceparent,
  _datadog: { traceparent },
  data,
});

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

const VARIANTS: Readonly<
  Record<string, { readonly title: string; readonly envelope: (parts: Parts) => Fields }>
> = {
  complete: { title: 'complete CloudEvents envelope', envelope: complete },
  'data-only': { title: 'nothing but data', envelope: ({ data }) => ({ data }) },
  'no-trace': {
    title: 'without trace context',
    envelope: (parts) => without(complete(parts), 'traceparent', '_datadog'),
  },
  nulls: {
    title: 'null for what the producer does not know',
    envelope: (parts) => ({
      ...complete(parts),
      time: null,
      traceparent: null,
      _datadog: null,
      subject: null,
    }),
  },
  'whole-seconds': {
    title: 'a time in whole seconds',
    envelope: (parts) => ({ ...complete(parts), time: new Date().toISOString().replace(/\.\d+/, '') }),
  },
  'unknown-fields': {
    title: 'with fields that we do not know',
    envelope: (parts) => ({ ...complete(parts), tenant: 'a', data: { ...parts.data, warehouse: 'north' } }),
  },
  unreadable: {
    title: 'unreadable: the data has the wrong types',
    envelope: (parts) => ({
      ...complete(parts),
      data: { productId: 7, newStockLevel: 'many', priceBrackets: 'none' },
    }),
  },
};

/** The ways in which producers write envelopes: with Java, .NET, Go, Python or TypeScript. */
export const ENVELOPES: readonly EnvelopeVariant[] = Object.entries(VARIANTS).map(([id, { title }]) => ({
  id,
  title,
}));

/** The event of a fact, written in the chosen way. Undefined: there is no such way. */
export const envelopeOf = (
  fact: FactRequest,
): { readonly type: string; readonly detail: string; readonly traceId?: string } | undefined => {
  const variant = Object.hasOwn(VARIANTS, fact.envelope) ? VARIANTS[fact.envelope] : undefined;
  if (!variant) return undefined;
  const { productId } = fact;
  const [type, data] =
    fact.sender === 'inventory'
      ? ['inventory.stockUpdated.v1', { productId, newStockLevel: fact.newStockLevel }]
      : ['pricing.pricingCalculated.v1', { productId, priceBrackets: fact.priceBrackets }];
  const { traceId, traceparent } = newTrace();
  const envelope = variant.envelope({ type, data, traceparent });
  const isTraced = envelope['traceparent'] === traceparent;
  return { type, detail: JSON.stringify(envelope), ...(isTraced && { traceId }) };
};

/** A trace that begins on the page. */
export const newTrace = (): { readonly traceId: string; readonly traceparent: string } => {
  const traceId = randomBytes(16).toString('hex');
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
};
