import { TRUNCATED_HEADER } from '@product-service/api-gateway/cors-headers';
import {
  createBody,
  productAnswer,
  productListAnswer,
  updateAnswer,
  updateBody,
} from '@product-service/api-gateway/schemas';
import type { Routes } from '../route.js';
import {
  conflict,
  FLAT_WHITE,
  invalid,
  NAME_TOO_SHORT,
  NOT_FOUND,
  unknownProduct,
  WRITE_CONFLICT,
} from './product-answers.js';

/** The routes of the catalogue, `/product`. */
export const catalogueRoutes: Routes = {
  'GET /product': {
    operationId: 'listProducts',
    summary: 'List the catalogue',
    description: 'Sorted by id.',
    access: 'anyone',
    answers: {
      200: { description: 'The catalogue.', schema: productListAnswer, headers: [`${TRUNCATED_HEADER}?`] },
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
    },
  },

  'POST /product': {
    operationId: 'createProduct',
    summary: 'Create a product',
    description: 'Creating the very same product again succeeds, and changes nothing.',
    access: 'ADMIN',
    body: createBody,
    answers: {
      201: {
        description: 'The product was created, or exists already with the same details.',
        schema: productAnswer,
        headers: ['Location'],
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
      },
      idTaken: {
        summary: 'A product with this id has another price',
        body: { name: 'flat white', price: 4 },
        status: 409,
        data: 'Conflict',
        message:
          'The product id FLATWHITE belongs to "Flat White": choose another name or id, or update that product.',
      },
      writeConflict: WRITE_CONFLICT,
    },
  },

  'PUT /product': {
    operationId: 'updateProduct',
    summary: 'Replace the details of a product',
    access: 'ADMIN',
    body: updateBody,
    answers: {
      200: { description: 'The product was changed, or has these details already.', schema: updateAnswer },
      400: invalid,
      404: unknownProduct,
      409: conflict('Others kept changing the product: nothing was written.'),
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
      writeConflict: WRITE_CONFLICT,
    },
  },
};
