import type { APIGatewayProxyEvent } from 'aws-lambda';
import { created } from './index.js';

describe('the Location of a created product', () => {
  const product = {
    productId: 'HALF/HALF?',
    name: 'Half/Half?',
    price: 1,
    stockLevel: 0,
    pricingBrackets: [],
  };
  const locationIn = (event: Partial<APIGatewayProxyEvent>) =>
    created({ product, version: 1 }, event as APIGatewayProxyEvent).headers?.['Location'];

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
