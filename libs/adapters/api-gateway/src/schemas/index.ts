export { ERROR_CODES, type ErrorCode } from '../error-codes.js';
export { batchRequest } from './batch-request.js';
export { batchItem, createBody, listQuery, patchBody, pathId, updateBody } from './requests.js';
export {
  batchAnswer,
  deletedProduct,
  done,
  doneAnswer,
  errorAnswer,
  failedItem,
  gatewayErrorAnswer,
  issue,
  listedProduct,
  priceBracket,
  problem,
  product,
  productAnswer,
  productListAnswer,
  updateAnswer,
  writtenItem,
} from './responses.js';
