import type { EveryField } from '@product-service/events';
import { MAX_LISTED_PRODUCTS, MAX_NAME_LENGTH, type ProductSummary } from '@product-service/product';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { created, listed } from './index.js';

describe('the largest possible list', () => {
  it('is within Lambda’s response limit of 6 MB', () => {
    // U+0001 is one character in the domain and \u0001 in JSON. No price or level is longer than these.
    const id = '\u0001'.repeat(MAX_NAME_LENGTH);
    const product: EveryField<ProductSummary> = {
      productId: id,
      name: id,
      price: 999_999_999.9999,
      stockLevel: -1.7976931348623157e308,
    };
    const products = Array.from({ length: MAX_LISTED_PRODUCTS }, () => product);

    const bytes = Buffer.byteLength(JSON.stringify(listed({ products, truncated: false })));
    expect(bytes).toBeGreaterThan(3_600_000);
    expect(bytes).toBeLessThan(3_800_000);
  });
});

describe('the Location of a created product', () => {
  const product = {
    productId: 'HALF/HALF?',
    name: 'Half/Half?',
    price: 1,
    stockLevel: 0,
    pricingBrackets: [],
  };
  const locationIn = (event: Partial<APIGatewayProxyEvent>) =>
    created(product, event as APIGatewayProxyEvent).headers?.['Location'];

  it.each([
    [
      'of a stage',
      { path: '/product', requestContext: { path: '/api/product' } },
      '/api/product/HALF%2FHALF%3F',
    ],
    ['of a domain', { path: '/product', requestContext: { path: '/product/' } }, '/product/HALF%2FHALF%3F'],
    ['of the console’s test', { path: '/product' }, '/product/HALF%2FHALF%3F'],
  ])('starts with the path %s', (_, event, location) => {
    expect(locationIn(event as Partial<APIGatewayProxyEvent>)).toBe(location);
  });
});
