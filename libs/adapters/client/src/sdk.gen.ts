// Made from docs/api/openapi.yaml by "npm run documents". Do not edit.
// @ts-nocheck

import { client } from './client.gen.js';
import type { Client, ClientMeta, Options as Options2, RequestResult, TDataShape } from './client/index.js';
import type { CreateProductData, CreateProductErrors, CreateProductResponses, DeleteProductData, DeleteProductErrors, DeleteProductResponses, GetProductData, GetProductErrors, GetProductResponses, ListProductsData, ListProductsErrors, ListProductsResponses, PatchProductData, PatchProductErrors, PatchProductResponses, UpdateProductData, UpdateProductErrors, UpdateProductResponses, WriteProductBatchData, WriteProductBatchErrors, WriteProductBatchResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * List the catalogue
 *
 * Sorted by id; with `updatedSince` and without `ids`, by time of change. If there are more products, `nextCursor` and `Link` lead to the next page. To follow changes, send `asOf` of the last list as `updatedSince`, with `includeDeleted=true`.
 */
export const listProducts = <ThrowOnError extends boolean = false>(options?: Options<ListProductsData, ThrowOnError>): RequestResult<ListProductsResponses, ListProductsErrors, ThrowOnError> => (options?.client ?? client).get<ListProductsResponses, ListProductsErrors, ThrowOnError>({
    querySerializer: { parameters: { ids: { array: { explode: false } } } },
    url: '/product',
    ...options
});

/**
 * Create a product
 *
 * Creating the very same product again succeeds, and changes nothing.
 */
export const createProduct = <ThrowOnError extends boolean = false>(options: Options<CreateProductData, ThrowOnError>): RequestResult<CreateProductResponses, CreateProductErrors, ThrowOnError> => (options.client ?? client).post<CreateProductResponses, CreateProductErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/product',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Replace the details of a product
 */
export const updateProduct = <ThrowOnError extends boolean = false>(options: Options<UpdateProductData, ThrowOnError>): RequestResult<UpdateProductResponses, UpdateProductErrors, ThrowOnError> => (options.client ?? client).put<UpdateProductResponses, UpdateProductErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/product',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a product
 */
export const deleteProduct = <ThrowOnError extends boolean = false>(options: Options<DeleteProductData, ThrowOnError>): RequestResult<DeleteProductResponses, DeleteProductErrors, ThrowOnError> => (options.client ?? client).delete<DeleteProductResponses, DeleteProductErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/product/{productId}',
    ...options
});

/**
 * Read a product
 */
export const getProduct = <ThrowOnError extends boolean = false>(options: Options<GetProductData, ThrowOnError>): RequestResult<GetProductResponses, GetProductErrors, ThrowOnError> => (options.client ?? client).get<GetProductResponses, GetProductErrors, ThrowOnError>({ url: '/product/{productId}', ...options });

/**
 * Change some details of a product
 *
 * A JSON merge patch (RFC 7396). Fields that are absent keep their values; no field can be removed.
 */
export const patchProduct = <ThrowOnError extends boolean = false>(options: Options<PatchProductData, ThrowOnError>): RequestResult<PatchProductResponses, PatchProductErrors, ThrowOnError> => (options.client ?? client).patch<PatchProductResponses, PatchProductErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/product/{productId}',
    ...options,
    headers: {
        'Content-Type': 'application/merge-patch+json',
        ...options.headers
    }
});

/**
 * Create and update many products
 *
 * Each item is a write of its own, with its own outcome: one that fails affects no other. Items of one product are written in order. No item is begun after 10 seconds; those left have the code `batch/not-attempted`. With an `Idempotency-Key`, the same batch sent again tries only the items that failed.
 */
export const writeProductBatch = <ThrowOnError extends boolean = false>(options: Options<WriteProductBatchData, ThrowOnError>): RequestResult<WriteProductBatchResponses, WriteProductBatchErrors, ThrowOnError> => (options.client ?? client).post<WriteProductBatchResponses, WriteProductBatchErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/product/batch',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});
