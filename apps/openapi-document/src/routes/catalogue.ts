import { TRUNCATED_HEADER } from '@product-service/api-gateway/cors-headers';
import {
  createBody,
  listQuery,
  productAnswer,
  productListAnswer,
  updateAnswer,
  updateBody,
} from '@product-service/api-gateway/schemas';
import { changeHeaders, idempotencyKey } from '../request-headers.js';
import type { Routes } from '../route.js';
import {
  conflict,
  FLAT_WHITE,
  invalid,
  NAME_TOO_SHORT,
  NOT_FOUND,
  OLD_VERSION,
  unknownProduct,
  versionMismatch,
  WRITE_CONFLICT,
} from './product-answers.js';

/** The routes of the catalogue, `/product`. */
export const catalogueRoutes: Routes = {
  'GET /product': {
    operationId: 'listProducts',
    summary: 'List the catalogue',
    description:
      'Sorted by id; with `updatedSince` and without `ids`, by time of change. If there are more products, `nextCursor` and `Link` lead ' +
      'to the next page. To follow changes, send `asOf` of the last list as `updatedSince`, with `includeDeleted=true`.',
    access: 'anyone',
    query: listQuery,
    answers: {
      200: {
        description: 'A page of the catalogue.',
        schema: productListAnswer,
        headers: ['Link?', `${TRUNCATED_HEADER}?`],
      },
      400: invalid,
    },
    examples: {
      catalogue: {
        summary: 'Two products',
        status: 200,
        data: [
          { productId: 'ESPRESSO', name: 'Espresso', price: 2.2, stockLevel: 0 },
          { productId: 'FLATWHITE', name: 'Flat White', price: 3.45, stockLevel: 12 },
        ],
        message: 'OK',
      },
      page: {
        summary: 'The first page of two, with one product each',
        query: { limit: '1' },
        status: 200,
        data: [{ productId: 'ESPRESSO', name: 'Espresso', price: 2.2, stockLevel: 0 }],
        message: 'OK',
        more: {
          asOf: '2026-11-22T09:25:00.000Z',
          nextCursor: 'WyJFU1BSRVNTTyIsbnVsbCwiMjAyNi0xMS0yMlQwOToyNTowMC4wMDBaIl0',
        },
      },
      changes: {
        summary: 'What changed since a time',
        query: { updatedSince: '2026-11-22T09:30:00.001Z', includeDeleted: 'true' },
        status: 200,
        data: [
          {
            productId: 'FLATWHITE',
            name: 'Flat White',
            price: 3.45,
            stockLevel: 12,
            version: 3,
            updatedAt: '2026-11-22T09:30:00.002Z',
          },
        ],
        message: 'OK',
        more: { asOf: '2026-11-22T09:25:00.000Z' },
      },
      limitTooLarge: {
        summary: 'A page that is too large',
        query: { limit: '5000' },
        status: 400,
        data: 'Bad request',
        message: 'limit must be an integer from 1 to 1000',
        error: { path: 'limit', code: 'request/invalid-parameter' },
      },
    },
  },

  'POST /product': {
    operationId: 'createProduct',
    summary: 'Create a product',
    description: 'Creating the very same product again succeeds, and changes nothing.',
    access: 'ADMIN',
    header: idempotencyKey,
    body: createBody,
    answers: {
      201: {
        description: 'The product was created, or exists already with the same details.',
        schema: productAnswer,
        headers: ['Location', 'ETag'],
      },
      400: invalid,
      409: conflict('Another product has this id, or others kept changing the product.'),
    },
    examples: {
      created: {
        summary: 'A new product',
        body: { name: 'Cortado', price: 2.9 },
        status: 201,
        data: { productId: 'CORTADO', name: 'Cortado', price: 2.9, stockLevel: 0, pricingBrackets: [] },
        message: 'OK',
      },
      createdWithId: {
        summary: 'A new product with an id of your own',
        body: { id: 'cortado-1', name: 'Cortado', price: 2.9 },
        status: 201,
        data: { productId: 'cortado-1', name: 'Cortado', price: 2.9, stockLevel: 0, pricingBrackets: [] },
        message: 'OK',
      },
      createdBefore: {
        summary: 'A product that exists with the same details',
        body: { name: 'Flat White', price: 3.45 },
        status: 201,
        data: FLAT_WHITE,
        message: 'OK',
      },
      nameTooShort: { ...NAME_TOO_SHORT, body: { name: 'Tea', price: 1.8 } },
      priceMissing: {
        summary: 'No price',
        body: { name: 'Cortado' },
        status: 400,
        data: 'Bad request',
        message: 'price must be a number',
        error: { path: 'price', code: 'request/invalid-field' },
      },
      idTaken: {
        summary: 'A product with this id has another price',
        body: { name: 'flat white', price: 4 },
        status: 409,
        data: 'Conflict',
        message:
          'The product id FLATWHITE belongs to "Flat White": choose another name or id, or update that product.',
        error: { code: 'product/already-exists' },
      },
      writeConflict: WRITE_CONFLICT,
    },
  },

  'PUT /product': {
    operationId: 'updateProduct',
    summary: 'Replace the details of a product',
    access: 'ADMIN',
    header: changeHeaders,
    body: updateBody,
    answers: {
      200: {
        description: 'The product was changed, or has these details already.',
        schema: updateAnswer,
        headers: ['ETag'],
      },
      400: invalid,
      404: unknownProduct,
      409: conflict('Others kept changing the product: nothing was written.'),
      412: versionMismatch,
    },
    examples: {
      updated: {
        summary: 'Another price',
        body: { id: 'FLATWHITE', name: 'Flat White', price: 3.6 },
        status: 200,
        data: { ...FLAT_WHITE, price: 3.6 },
        message: 'OK',
      },
      unchanged: {
        summary: 'Nothing to change',
        body: { id: 'FLATWHITE', name: 'Flat White', price: 3.45 },
        status: 200,
        data: 'OK',
        message: 'No updates required',
      },
      nameTooShort: { ...NAME_TOO_SHORT, body: { id: 'FLATWHITE', name: 'Tea', price: 1.8 } },
      unknown: {
        summary: 'An unknown product',
        body: { id: 'NOSUCHPRODUCT', name: 'Flat White', price: 3.6 },
        ...NOT_FOUND,
      },
      oldVersion: { ...OLD_VERSION, body: { id: 'FLATWHITE', name: 'Flat White', price: 3.6 } },
      writeConflict: WRITE_CONFLICT,
    },
  },
};
