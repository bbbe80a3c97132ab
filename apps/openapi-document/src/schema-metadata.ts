import 'zod-openapi';
import {
  batchAnswer,
  batchItem,
  batchRequest,
  createBody,
  deletedProduct,
  doneAnswer,
  ERROR_CODES,
  errorAnswer,
  failedItem,
  gatewayErrorAnswer,
  issue,
  listedProduct,
  listQuery,
  patchBody,
  pathId,
  priceBracket,
  problem,
  product,
  productAnswer,
  productListAnswer,
  updateAnswer,
  updateBody,
  writtenItem,
} from '@product-service/api-gateway/schemas';
import {
  MAX_LISTED_IDS,
  MAX_LISTED_PRODUCTS,
  MAX_NAME_LENGTH,
  MAX_PAGE_SIZE,
  MAX_PRICE,
  MIN_NAME_LENGTH,
  PRICE_DECIMALS,
} from '@product-service/product';
import * as z from 'zod/mini';

// What the document says about the schemas, beside their types. It is not where the schemas are, because the Lambda
// functions contain those. Limits that the domain checks are here too: the schemas leave them to the domain.

const ID = {
  description:
    'Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any ' +
    'character, also `/`.',
  examples: ['FLATWHITE'],
};
/** Lone surrogates cannot be told apart by a pattern. */
const STORABLE = { minLength: 1, pattern: String.raw`^[^\u0000]+$` };
const STORED_PRICE = { description: `Exact, with at most ${PRICE_DECIMALS} decimals.`, examples: [3.45] };

/** `id` becomes the name of a schema in the document, and of a type in generated clients. */
export const describeSchemas = (): void => {
  const { name, price } = createBody.shape;
  z.globalRegistry
    .add(createBody, { id: 'CreateProduct', description: 'Unknown fields are ignored.' })
    .add(updateBody, { id: 'UpdateProduct', description: 'Unknown fields are ignored.' })
    .add(patchBody, {
      id: 'PatchProduct',
      description: 'Fields that are absent keep their values. Unknown fields are ignored.',
    })
    .add(createBody.shape.id, {
      description:
        'An id of your own. Default: derived from the name. Not `.`, `..` or `batch`, which are addresses.',
      override: { type: ['string', 'null'], pattern: '^[A-Za-z0-9._~-]{1,100}$', examples: ['cortado-1'] },
    })
    .add(batchRequest, {
      id: 'Batch',
      description: 'Items are checked one by one: one that is invalid has an outcome.',
    })
    .add(batchItem, { id: 'BatchItem', description: 'A product to create, or the new details of one.' })
    .add(name, {
      description:
        'Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored ' +
        'name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, ' +
        'private-use or unassigned characters. Upper-cased it must not be longer either.',
      minLength: MIN_NAME_LENGTH,
      maxLength: MAX_NAME_LENGTH,
      examples: ['Flat White'],
    })
    .add(price, {
      description: `Exact, with at most ${PRICE_DECIMALS} decimals.`,
      exclusiveMinimum: 0,
      maximum: MAX_PRICE,
      'x-maximum-decimals': PRICE_DECIMALS,
      examples: [3.45],
    })
    .add(updateBody.shape.id, { ...ID, ...STORABLE })
    .add(pathId, { ...ID, description: `${ID.description} Percent-encode it.`, ...STORABLE });

  describeListQuery();

  z.globalRegistry
    .add(product, { id: 'Product', description: 'A product of the catalogue.' })
    .add(product.shape.productId, ID)
    .add(product.shape.name, { description: 'As stored.', examples: ['Flat White'] })
    .add(product.shape.price, STORED_PRICE)
    .add(product.shape.stockLevel, {
      description:
        'As the inventory service last reported it; 0 before. It can be negative or have a fraction.',
      examples: [12],
    })
    .add(product.shape.pricingBrackets, {
      description: 'Sorted by ascending quantity. Empty until the pricing service has calculated them.',
    })
    .add(listedProduct, {
      id: 'ListedProduct',
      description:
        'A product without its price brackets. With `version` and `updatedAt` if the request has `updatedSince` or `includeDeleted=true`.',
    })
    .add(deletedProduct, { id: 'DeletedProduct', description: 'That a product was deleted.' })
    .add(priceBracket, { id: 'PriceBracket', description: 'The price of one item from a quantity on.' })
    .add(priceBracket.shape.quantity, { description: 'A whole number of 1 or more.', examples: [10] })
    .add(priceBracket.shape.price, { description: 'Of one item. It can be 0.', examples: [3.1] });

  z.globalRegistry
    .add(productAnswer, { id: 'ProductAnswer', description: 'The envelope of one product.' })
    .add(productListAnswer, { id: 'ProductListAnswer', description: 'The envelope of the catalogue.' })
    .add(updateAnswer, {
      id: 'UpdateAnswer',
      description: '`data` is the product, or `OK` if nothing changed.',
    })
    .add(doneAnswer, { id: 'DoneAnswer', description: 'The envelope of a success without a payload.' })
    .add(errorAnswer, {
      id: 'ErrorAnswer',
      description: '`data` names the kind of error. `message` is for people, and can change.',
    })
    .add(gatewayErrorAnswer, {
      id: 'GatewayErrorAnswer',
      description: "An answer of API Gateway itself. `data` is API Gateway's code of the error.",
    })
    .add(batchAnswer, {
      id: 'BatchAnswer',
      description: 'The envelope of the outcomes, one for each item, in order.',
    })
    .add(writtenItem, {
      id: 'WrittenItem',
      description: 'An item that was written, or that changed nothing.',
    })
    .add(failedItem, { id: 'FailedItem', description: 'An item that failed. Nothing was written for it.' })
    .add(problem, {
      id: 'Problem',
      description: 'Problem details (RFC 9457). `type` ends with the code of the first error.',
    })
    .add(issue, { id: 'Issue', description: 'One thing that is wrong.' })
    .add(issue.shape.path, {
      description: 'The field, parameter or header; empty for the whole body or request.',
      examples: ['name', 'items.3.product.price', 'If-Match'],
    })
    .add(issue.shape.code, {
      description: `Clients decide by it. It does not change, and there may be new ones. ${ERROR_CODES.map((code) => `\`${code}\``).join(', ')}, and \`gateway/…\` of API Gateway itself.`,
      examples: [ERROR_CODES[0]],
    })
    .add(issue.shape.currentVersion, { description: 'With `product/version-mismatch`.' });
};

/** The parameters are texts that the schemas read: clients see what the texts mean. */
const describeListQuery = (): void => {
  const { limit, cursor, ids, updatedSince, includeDeleted } = listQuery.shape;
  z.globalRegistry
    .add(limit, {
      description: `Largest number of products in the page. Default: as many as fit, up to ${MAX_LISTED_PRODUCTS}.`,
      override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE });
      },
    })
    .add(cursor, { description: '`nextCursor` of the last page, with the same other parameters.' })
    .add(ids, {
      description: `Only these products, at most ${MAX_LISTED_IDS}. In an id, a comma or a percent sign is percent-encoded, before the URL is encoded.`,
    })
    .add(updatedSince, {
      description: 'Only products that changed at this time or later.',
      override: { type: 'string', format: 'date-time' },
    })
    .add(includeDeleted, { description: 'Whether deleted products are listed, too.' });
};
