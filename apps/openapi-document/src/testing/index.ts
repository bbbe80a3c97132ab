export { DOCUMENT_FILE } from '../document-file.js';
export { operationsOf, readOpenApi, type OpenApi } from '../open-api.js';
export type { RequestParts } from '../route.js';
export { requestsOf } from './documented-requests.js';
export { valuesOf } from './values-of-schema.js';
