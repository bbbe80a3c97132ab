import type { FunctionFolder } from '@product-service/bench/functions';

/** The function of each route of the document. */
export const FUNCTION_OF_ROUTE: Readonly<Record<string, FunctionFolder>> = {
  'GET /product': 'product-api/list-products',
  'POST /product': 'product-api/create-product',
  'PUT /product': 'product-api/update-product',
  'GET /product/{productId}': 'product-api/get-product',
  'PATCH /product/{productId}': 'product-api/patch-product',
  'DELETE /product/{productId}': 'product-api/delete-product',
  'POST /product/batch': 'product-api/write-product-batch',
};
