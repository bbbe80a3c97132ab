/** A service that sends facts about a product: its stock level and its prices. Usage: producer <product id> <stock level> */
import { randomUUID } from 'node:crypto';
import { instantOf } from '@product-service/events';
import { eventBusName } from '../event-bus.js';
import { send } from './send.js';

const [productId = 'FLATWHITE', stockLevel = '12'] = process.argv.slice(2);
const bus = await eventBusName();
// When it became true. With a fraction, so that facts of one second have an order.
const time = instantOf(new Date());

await send(bus, 'inventory', {
  id: randomUUID(),
  type: 'inventory.stockUpdated.v1',
  time,
  subject: productId,
  data: { productId, newStockLevel: Number(stockLevel) },
  headers: {},
});
await send(bus, 'pricing', {
  id: randomUUID(),
  type: 'pricing.pricingCalculated.v1',
  time,
  subject: productId,
  data: {
    productId,
    priceBrackets: [
      { quantity: 10, price: 3.1 },
      { quantity: 50, price: 2.9 },
    ],
  },
  headers: {},
});
