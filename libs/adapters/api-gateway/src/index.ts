export { apiHandler, type ApiHandler, type ProtectedRoute, type PublicRoute } from './api-handler.js';
export { batchWritten, parseBatch, runBatch } from './batch.js';
export { CORS_HEADERS } from './cors-headers.js';
export { parseListProducts } from './list-request.js';
export { listed } from './list-response.js';
export {
  parseCreateProduct,
  parseDeleteProduct,
  parsePatchProduct,
  parseProductId,
  parseUpdateProduct,
} from './product-requests.js';
export { created, found, ok, patched, updated } from './response.js';
