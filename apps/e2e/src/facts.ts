import type { Service } from './service.js';

/** Facts about the product FLATWHITE, as other services report them. */
export const stockUpdated = (service: Service) =>
  service.putEvent('inventory', 'inventory.stockUpdated.v1', {
    data: { productId: 'FLATWHITE', newStockLevel: 5 },
  });
export const pricingCalculated = (service: Service) =>
  service.putEvent('pricing', 'pricing.pricingCalculated.v1', {
    data: { productId: 'FLATWHITE', priceBrackets: [{ quantity: 10, price: 3 }] },
  });
