import { doneAnswer, pathId, productAnswer } from '@product-service/api-gateway/schemas';
import * as z from 'zod/mini';
import type { Routes } from '../route.js';
import {
  conflict,
  FLAT_WHITE,
  invalid,
  NOT_FOUND,
  unknownProduct,
  WRITE_CONFLICT,
} from './product-answers.js';

const byId = z.object({ productId: pathId });

/** The routes of one product, `/product/{productId}`. */
export const oneProductRoutes: Routes = {
  'GET /product/{productId}': {
    operationId: 'getProduct',
    summary: 'Read a product',
    access: 'anyone',
    path: byId,
    answers: {
      200: { description: 'The product.', schema: productAnswer },
      400: invalid,
      404: unknownProduct,
    },
    examples: {
      product: {
        summary: 'A product with price brackets',
        path: { productId: 'FLATWHITE' },
        status: 200,
        data: FLAT_WHITE,
        message: 'OK',
      },
      notStorable: {
        summary: 'An id with NUL',
        path: { productId: 'FLAT\0WHITE' },
        status: 400,
        data: 'Bad request',
        message: 'productId must be well-formed Unicode without NUL, and not empty',
      },
      unknown: { summary: 'An unknown product', path: { productId: 'NOSUCHPRODUCT' }, ...NOT_FOUND },
    },
  },

  'DELETE /product/{productId}': {
    operationId: 'deleteProduct',
    summary: 'Delete a product',
    access: 'ADMIN',
    path: byId,
    answers: {
      200: { description: 'The product was deleted.', schema: doneAnswer },
      400: invalid,
      404: unknownProduct,
      409: conflict('Others kept changing the product: nothing was written.'),
    },
    examples: {
      deleted: {
        summary: 'A product',
        path: { productId: 'ESPRESSO' },
        status: 200,
        data: 'OK',
        message: 'OK',
      },
      unknown: { summary: 'An unknown product', path: { productId: 'NOSUCHPRODUCT' }, ...NOT_FOUND },
      writeConflict: WRITE_CONFLICT,
    },
  },
};
