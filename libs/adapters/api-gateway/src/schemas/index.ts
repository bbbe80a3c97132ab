export { createBody, pathId, updateBody } from './requests.js';
export {
  done,
  doneAnswer,
  errorAnswer,
  gatewayErrorAnswer,
  listedProduct,
  priceBracket,
  product,
  productAnswer,
  productListAnswer,
  updateAnswer,
} from './responses.js';
