import fc from 'fast-check';
import { v5 } from 'uuid';
import { deriveEventId } from './derive-event-id.js';

it('derives the same id only from the same cause and type', () => {
  const ids = [
    deriveEventId('cause', 'product.stockUpdated'),
    deriveEventId('cause', 'product.pricingChanged'),
    deriveEventId('other cause', 'product.stockUpdated'),
  ];
  expect(new Set(ids).size).toBe(3);
  // Pinned: consumers have stored such ids.
  expect(ids[0]).toBe('b48c2886-6ef2-5952-a3d0-e72b7c4c554c');
});

it('derives ids from any text', () => {
  const causes = ['\ud800', '\ud801', '\ufffd', 'a\0', 'a'];
  expect(new Set(causes.map((cause) => deriveEventId(cause, 'product.stockUpdated'))).size).toBe(5);
});

it('derives the UUIDs that the package `uuid` derives', () => {
  const namespace = '5f2c1d0e-8a53-4f0b-9d55-3c8f4f0a7e21';
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cause) => {
      const name = `product.stockUpdated\n${cause}`;
      expect(deriveEventId(cause, 'product.stockUpdated')).toBe(v5(name, namespace));
    }),
  );
});
