import { instantOf, PRODUCT_EVENTS } from '@product-service/events';
import { toPublicEvent } from './to-public-event.js';

it.each(PRODUCT_EVENTS)('makes a thin, versioned public event of %s', (type) => {
  const time = instantOf(new Date('2026-11-22T09:30:00Z'));
  const details = { name: 'Latte', price: 3 };
  const data = { productId: 'LATTE', ...details, previous: details, new: details };
  const deriveId = (cause: string, effect: string) => `${cause}/${effect}`;
  const event = {
    id: 'private',
    type,
    time,
    subject: 'LATTE',
    sequence: '7',
    data,
    headers: { traceparent: 'x' },
  };

  expect(toPublicEvent({ deriveId })(event)).toEqual({
    id: `private/${type}.v1`,
    type: `${type}.v1`,
    time,
    subject: 'LATTE',
    sequence: '7',
    data: { productId: 'LATTE' },
    headers: {},
  });
});
