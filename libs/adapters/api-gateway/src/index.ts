export { apiHandler, type ApiHandler, type Route } from './api-handler.js';
export { CORS_HEADERS } from './cors-headers.js';
export { parseCreateProduct, parseProductId, parseUpdateProduct } from './product-requests.js';
export { created, listed, ok } from './response.js';
