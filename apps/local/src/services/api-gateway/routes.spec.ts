import type { Method } from './method.js';
import { routes } from './routes.js';

const method = (status: number): Method => ({
  integration: { kind: 'mock', status, headers: {}, body: '' },
  requiredParameters: [],
});

describe('routes', () => {
  const table = routes();
  table.addRoot('root');
  table.addResource('product', 'root', 'product');
  table.addResource('id', 'product', '{productId}');
  table.addResource('special', 'product', 'special');
  table.addResource('batch', 'product', 'batch');
  table.addResource('price', 'id', 'price');
  table.addResource('files', 'root', 'files');
  table.addResource('file', 'files', '{path+}');
  table.addMethod('product', 'GET', method(1));
  table.addMethod('id', 'GET', method(2));
  table.addMethod('special', 'ANY', method(3));
  table.addMethod('batch', 'POST', method(6));
  table.addMethod('price', 'GET', method(4));
  table.addMethod('file', 'GET', method(5));
  const match = (httpMethod: string, path: string) => {
    const found = table.match(httpMethod, path);
    return found && [found.resourcePath, found.pathParameters];
  };

  it.each([
    ['/product', '/product', {}],
    ['/product/', '/product', {}],
    ['/product/A%2FB', '/product/{productId}', { productId: 'A%2FB' }],
    ['/product/special', '/product/special', {}],
    ['/product/A/price', '/product/{productId}/price', { productId: 'A' }],
    ['/product/special/price', '/product/{productId}/price', { productId: 'special' }],
    ['/files/a/b%20c', '/files/{path+}', { path: 'a/b%20c' }],
    ['/product/{productId}', '/product/{productId}', { productId: '{productId}' }],
  ])('match GET %s to %s', (path, resourcePath, pathParameters) => {
    expect(match('GET', path)).toEqual([resourcePath, pathParameters]);
  });

  it('fall back to ANY', () => {
    expect(match('DELETE', '/product/special')).toEqual(['/product/special', {}]);
  });

  it.each([
    ['POST', '/product'],
    // The path decides about the resource, not the method: /product/{productId} is not asked.
    ['GET', '/product/batch'],
    ['GET', '/'],
    ['GET', '/files'],
    ['GET', '/product//price'],
    ['GET', '/Product'],
    ['GET', '//product'],
  ])('do not match %s %s', (httpMethod, path) => {
    expect(match(httpMethod, path)).toBeUndefined();
  });
});
