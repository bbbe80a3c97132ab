import { parseEvent, UnreadableEventError } from '@product-service/cloud-events';
import type { FactRequest } from '@product-service/console/protocol';
import { ENVELOPES, envelopeOf } from './envelopes.js';

const FACTS: readonly FactRequest[] = [
  { sender: 'inventory', productId: 'LATTE', envelope: '', newStockLevel: 3.5 },
  { sender: 'pricing', productId: 'LATTE', envelope: '', priceBrackets: [{ quantity: 5, price: 0 }] },
];
const TYPES = ['inventory.stockUpdated.v1', 'pricing.pricingCalculated.v1'] as const;

/** As the consumer gets it from the bus. */
const read = (fact: FactRequest, envelope: string) => {
  const { type, detail } = envelopeOf({ ...fact, envelope })!;
  const event = {
    id: 'id-of-the-bus',
    'detail-type': type,
    time: '2026-11-26T09:00:00Z',
    detail: JSON.parse(detail),
  };
  return parseEvent(event, TYPES);
};

describe('an envelope', () => {
  const readable = ENVELOPES.map(({ id }) => id).filter((id) => id !== 'unreadable');

  it.each(readable)('in another form is the same fact: %s', (envelope) => {
    expect(FACTS.map((fact) => read(fact, envelope).data)).toEqual([
      { productId: 'LATTE', newStockLevel: 3.5 },
      { productId: 'LATTE', priceBrackets: [{ quantity: 5, price: 0 }] },
    ]);
  });

  it('can be unreadable', () => {
    for (const fact of FACTS) expect(() => read(fact, 'unreadable')).toThrow(UnreadableEventError);
  });

  it('begins a trace, if it has one', () => {
    const traced = ENVELOPES.filter(
      ({ id }) => envelopeOf({ ...FACTS[0]!, envelope: id })?.traceId !== undefined,
    );
    expect(traced.map(({ id }) => id)).toEqual(['complete', 'whole-seconds', 'unknown-fields', 'unreadable']);
    const { traceId = '', detail } = envelopeOf({ ...FACTS[0]!, envelope: 'complete' })!;
    expect(JSON.parse(detail)).toMatchObject({ traceparent: expect.stringContaining(`00-${traceId}-`) });
  });

  it.each(['', 'other', '__proto__'])('has a known form: not %j', (envelope) =>
    expect(envelopeOf({ ...FACTS[0]!, envelope })).toBeUndefined(),
  );
});
