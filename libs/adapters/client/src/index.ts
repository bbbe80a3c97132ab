// Made from docs/api/openapi.yaml by "npm run documents". Do not edit.
// @ts-nocheck

export { client, type CreateClientConfig } from './client.gen.js';
export { createProduct, deleteProduct, getProduct, listProducts, type Options, updateProduct } from './sdk.gen.js';
export type { ClientOptions, CreateProduct, CreateProductData, CreateProductError, CreateProductErrors, CreateProductResponse, CreateProductResponses, DeleteProductData, DeleteProductError, DeleteProductErrors, DeleteProductResponse, DeleteProductResponses, DoneAnswer, ErrorAnswer, GatewayErrorAnswer, GetProductData, GetProductError, GetProductErrors, GetProductResponse, GetProductResponses, ListedProduct, ListProductsData, ListProductsError, ListProductsErrors, ListProductsResponse, ListProductsResponses, PriceBracket, Product, ProductAnswer, ProductListAnswer, UpdateAnswer, UpdateProduct, UpdateProductData, UpdateProductError, UpdateProductErrors, UpdateProductResponse, UpdateProductResponses } from './types.gen.js';
