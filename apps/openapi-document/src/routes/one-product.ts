import { doneAnswer, patchBody, pathId, productAnswer } from '@product-service/api-gateway/schemas';
import * as z from 'zod/mini';
import { changeHeaders, ifNoneMatch } from '../request-headers.js';
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

const byId = z.object({ productId: pathId });

/** The routes of one product, `/product/{productId}`. */
export const oneProductRoutes: Routes = {
  'GET /product/{productId}': {
    operationId: 'getProduct',
    summary: 'Read a product',
    access: 'anyone',
    path: byId,
    header: ifNoneMatch,
    answers: {
      200: { description: 'The product.', schema: productAnswer, headers: ['ETag'] },
      304: { description: 'The client has the current version.', headers: ['ETag'] },
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
      known: {
        summary: 'A version that the client has',
        path: { productId: 'FLATWHITE' },
        header: { 'If-None-Match': '"3"' },
        status: 304,
      },
      notStorable: {
        summary: 'An id with NUL',
        path: { productId: 'FLAT\0WHITE' },
        status: 400,
        data: 'Bad request',
        message: 'productId must be well-formed Unicode without NUL, and not empty',
        error: { path: 'productId', code: 'request/invalid-parameter' },
      },
      unknown: { summary: 'An unknown product', path: { productId: 'NOSUCHPRODUCT' }, ...NOT_FOUND },
    },
  },

  'PATCH /product/{productId}': {
    operationId: 'patchProduct',
    summary: 'Change some details of a product',
    description:
      'A JSON merge patch (RFC 7396). Fields that are absent keep their values; no field can be removed.',
    access: 'ADMIN',
    path: byId,
    header: changeHeaders,
    body: patchBody,
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    answers: {
      200: {
        description: 'The product. If it had these details already, `message` is "No updates required".',
        schema: productAnswer,
        headers: ['ETag'],
      },
      400: invalid,
      404: unknownProduct,
      409: conflict('Others kept changing the product: nothing was written.'),
      412: versionMismatch,
    },
    examples: {
      patched: {
        summary: 'Another price',
        path: { productId: 'FLATWHITE' },
        header: { 'If-Match': '"3"' },
        body: { price: 3.6 },
        status: 200,
        data: { ...FLAT_WHITE, price: 3.6 },
        message: 'OK',
      },
      unchanged: {
        summary: 'Nothing to change',
        path: { productId: 'FLATWHITE' },
        body: { price: 3.45 },
        status: 200,
        data: FLAT_WHITE,
        message: 'No updates required',
      },
      nameTooShort: { ...NAME_TOO_SHORT, path: { productId: 'FLATWHITE' }, body: { name: 'Tea' } },
      unknown: {
        summary: 'An unknown product',
        path: { productId: 'NOSUCHPRODUCT' },
        body: { price: 3.6 },
        ...NOT_FOUND,
      },
      oldVersion: { ...OLD_VERSION, path: { productId: 'FLATWHITE' }, body: { price: 3.6 } },
      writeConflict: WRITE_CONFLICT,
    },
  },

  'DELETE /product/{productId}': {
    operationId: 'deleteProduct',
    summary: 'Delete a product',
    access: 'ADMIN',
    path: byId,
    header: changeHeaders,
    answers: {
      200: { description: 'The product was deleted.', schema: doneAnswer },
      400: invalid,
      404: unknownProduct,
      409: conflict('Others kept changing the product: nothing was written.'),
      412: versionMismatch,
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
      oldVersion: { ...OLD_VERSION, path: { productId: 'FLATWHITE' } },
      writeConflict: WRITE_CONFLICT,
    },
  },
};
