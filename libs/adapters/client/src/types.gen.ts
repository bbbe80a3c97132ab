// Made from docs/api/openapi.yaml by "npm run documents". Do not edit.
// @ts-nocheck

export type ClientOptions = {
    baseUrl: 'https://{api}.execute-api.{region}.amazonaws.com/api' | `${string}://{address}` | (string & {});
};

/**
 * Unknown fields are ignored.
 */
export type CreateProduct = {
    /**
     * An id of your own. Default: derived from the name. Not `.`, `..` or `batch`, which are addresses.
     */
    id?: string | null;
    /**
     * Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, private-use or unassigned characters. Upper-cased it must not be longer either.
     */
    name: string;
    /**
     * Exact, with at most 4 decimals.
     */
    price: number;
};

/**
 * Unknown fields are ignored.
 */
export type UpdateProduct = {
    /**
     * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`.
     */
    id: string;
    /**
     * Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, private-use or unassigned characters. Upper-cased it must not be longer either.
     */
    name: string;
    /**
     * Exact, with at most 4 decimals.
     */
    price: number;
};

/**
 * Fields that are absent keep their values. Unknown fields are ignored.
 */
export type PatchProduct = {
    /**
     * Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, private-use or unassigned characters. Upper-cased it must not be longer either.
     */
    name?: string;
    /**
     * Exact, with at most 4 decimals.
     */
    price?: number;
};

/**
 * Items are checked one by one: one that is invalid has an outcome.
 */
export type Batch = {
    items: Array<BatchItem>;
};

/**
 * A product to create, or the new details of one.
 */
export type BatchItem = {
    action: 'create';
    product: {
        /**
         * An id of your own. Default: derived from the name. Not `.`, `..` or `batch`, which are addresses.
         */
        id?: string | null;
        /**
         * Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, private-use or unassigned characters. Upper-cased it must not be longer either.
         */
        name: string;
        /**
         * Exact, with at most 4 decimals.
         */
        price: number;
    };
} | {
    action: 'update';
    product: {
        /**
         * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`.
         */
        id: string;
        /**
         * Stored trimmed, in Unicode NFC, with each run of white space as one space. Lengths are those of the stored name, in code points. It needs a letter, a digit or a symbol, and must not have control, invisible, private-use or unassigned characters. Upper-cased it must not be longer either.
         */
        name: string;
        /**
         * Exact, with at most 4 decimals.
         */
        price: number;
    };
    ifVersion?: number | null;
};

/**
 * `data` names the kind of error. `message` is for people, and can change.
 */
export type ErrorAnswer = {
    data: string;
    message: string;
    errors: Array<Issue>;
};

/**
 * One thing that is wrong.
 */
export type Issue = {
    /**
     * The field, parameter or header; empty for the whole body or request.
     */
    path: string;
    /**
     * Clients decide by it. It does not change, and there may be new ones. `request/missing-body`, `request/invalid-json`, `request/body-too-large`, `request/invalid-body`, `request/invalid-field`, `request/invalid-parameter`, `request/invalid-header`, `auth/unauthenticated`, `auth/forbidden`, `product/invalid-id`, `product/invalid-name`, `product/invalid-price`, `product/not-found`, `product/already-exists`, `product/write-conflict`, `product/version-mismatch`, `product/key-reused`, `product/outcome-unknown`, `batch/not-attempted`, `service/unavailable`, `service/internal-error`, and `gateway/…` of API Gateway itself.
     */
    code: string;
    message: string;
    /**
     * With `product/version-mismatch`.
     */
    currentVersion?: number;
};

/**
 * Problem details (RFC 9457). `type` ends with the code of the first error.
 */
export type Problem = {
    type: string;
    title: string;
    status: number;
    detail: string;
    errors: Array<Issue>;
};

/**
 * An answer of API Gateway itself. `data` is API Gateway's code of the error.
 */
export type GatewayErrorAnswer = {
    data: string;
    message: string;
    errors: Array<Issue>;
};

/**
 * The envelope of the catalogue.
 */
export type ProductListAnswer = {
    data: Array<ListedProduct | DeletedProduct>;
    message: string;
    asOf?: string;
    nextCursor?: string;
};

/**
 * A product without its price brackets. With `version` and `updatedAt` if the request has `updatedSince` or `includeDeleted=true`.
 */
export type ListedProduct = {
    /**
     * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`.
     */
    productId: string;
    /**
     * As stored.
     */
    name: string;
    /**
     * Exact, with at most 4 decimals.
     */
    price: number;
    /**
     * As the inventory service last reported it; 0 before. It can be negative or have a fraction.
     */
    stockLevel: number;
    version?: number;
    updatedAt?: string;
};

/**
 * That a product was deleted.
 */
export type DeletedProduct = {
    productId: string;
    version: number;
    updatedAt: string;
    deletedAt: string;
};

/**
 * The envelope of one product.
 */
export type ProductAnswer = {
    data: Product;
    message: string;
};

/**
 * A product of the catalogue.
 */
export type Product = {
    /**
     * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`.
     */
    productId: string;
    /**
     * As stored.
     */
    name: string;
    /**
     * Exact, with at most 4 decimals.
     */
    price: number;
    /**
     * As the inventory service last reported it; 0 before. It can be negative or have a fraction.
     */
    stockLevel: number;
    /**
     * Sorted by ascending quantity. Empty until the pricing service has calculated them.
     */
    pricingBrackets: Array<PriceBracket>;
};

/**
 * The price of one item from a quantity on.
 */
export type PriceBracket = {
    /**
     * A whole number of 1 or more.
     */
    quantity: number;
    /**
     * Of one item. It can be 0.
     */
    price: number;
};

/**
 * `data` is the product, or `OK` if nothing changed.
 */
export type UpdateAnswer = {
    data: Product | 'OK';
    message: string;
};

/**
 * The envelope of a success without a payload.
 */
export type DoneAnswer = {
    data: 'OK';
    message: string;
};

/**
 * The envelope of the outcomes, one for each item, in order.
 */
export type BatchAnswer = {
    data: Array<WrittenItem | FailedItem>;
    message: string;
};

/**
 * An item that was written, or that changed nothing.
 */
export type WrittenItem = {
    status: number;
    data: Product;
    message: string;
    version: number;
};

/**
 * An item that failed. Nothing was written for it.
 */
export type FailedItem = {
    status: number;
    data: string;
    message: string;
    errors: Array<Issue>;
};

export type ListProductsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Largest number of products in the page. Default: as many as fit, up to 5000.
         */
        limit?: number;
        /**
         * `nextCursor` of the last page, with the same other parameters.
         */
        cursor?: string;
        /**
         * Only these products, at most 100. In an id, a comma or a percent sign is percent-encoded, before the URL is encoded.
         */
        ids?: Array<string>;
        /**
         * Only products that changed at this time or later.
         */
        updatedSince?: string;
        /**
         * Whether deleted products are listed, too.
         */
        includeDeleted?: 'true' | 'false';
    };
    url: '/product';
};

export type ListProductsErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * A dependency of the service cannot be reached. Try again.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type ListProductsError = ListProductsErrors[keyof ListProductsErrors];

export type ListProductsResponses = {
    /**
     * A page of the catalogue.
     */
    200: ProductListAnswer;
};

export type ListProductsResponse = ListProductsResponses[keyof ListProductsResponses];

export type CreateProductData = {
    body: CreateProduct;
    headers?: {
        /**
         * Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 hours. Answers of requests that changed nothing are not kept.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/product';
};

export type CreateProductErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * The token is missing or not valid.
     */
    401: ErrorAnswer;
    /**
     * The token is valid, but has another role.
     */
    403: ErrorAnswer;
    /**
     * Another product has this id, or others kept changing the product.
     */
    409: ErrorAnswer;
    /**
     * The body is larger than 64 KiB.
     */
    413: ErrorAnswer;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * Either nothing was written: try again. Or it is unknown whether the change was written: read the product before the next attempt. `message` says which.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type CreateProductError = CreateProductErrors[keyof CreateProductErrors];

export type CreateProductResponses = {
    /**
     * The product was created, or exists already with the same details.
     */
    201: ProductAnswer;
};

export type CreateProductResponse = CreateProductResponses[keyof CreateProductResponses];

export type UpdateProductData = {
    body: UpdateProduct;
    headers?: {
        /**
         * The change happens only if the product is at this version.
         */
        'If-Match'?: string;
        /**
         * Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 hours. Answers of requests that changed nothing are not kept.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/product';
};

export type UpdateProductErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * The token is missing or not valid.
     */
    401: ErrorAnswer;
    /**
     * The token is valid, but has another role.
     */
    403: ErrorAnswer;
    /**
     * There is no such product.
     */
    404: ErrorAnswer;
    /**
     * Others kept changing the product: nothing was written.
     */
    409: ErrorAnswer;
    /**
     * The product is not at the version that `If-Match` names. `ETag` is its current version.
     */
    412: ErrorAnswer;
    /**
     * The body is larger than 64 KiB.
     */
    413: ErrorAnswer;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * Either nothing was written: try again. Or it is unknown whether the change was written: read the product before the next attempt. `message` says which.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type UpdateProductError = UpdateProductErrors[keyof UpdateProductErrors];

export type UpdateProductResponses = {
    /**
     * The product was changed, or has these details already.
     */
    200: UpdateAnswer;
};

export type UpdateProductResponse = UpdateProductResponses[keyof UpdateProductResponses];

export type DeleteProductData = {
    body?: never;
    headers?: {
        /**
         * The change happens only if the product is at this version.
         */
        'If-Match'?: string;
        /**
         * Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 hours. Answers of requests that changed nothing are not kept.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`. Percent-encode it.
         */
        productId: string;
    };
    query?: never;
    url: '/product/{productId}';
};

export type DeleteProductErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * The token is missing or not valid.
     */
    401: ErrorAnswer;
    /**
     * The token is valid, but has another role.
     */
    403: ErrorAnswer;
    /**
     * There is no such product.
     */
    404: ErrorAnswer;
    /**
     * Others kept changing the product: nothing was written.
     */
    409: ErrorAnswer;
    /**
     * The product is not at the version that `If-Match` names. `ETag` is its current version.
     */
    412: ErrorAnswer;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * Either nothing was written: try again. Or it is unknown whether the change was written: read the product before the next attempt. `message` says which.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type DeleteProductError = DeleteProductErrors[keyof DeleteProductErrors];

export type DeleteProductResponses = {
    /**
     * The product was deleted.
     */
    200: DoneAnswer;
};

export type DeleteProductResponse = DeleteProductResponses[keyof DeleteProductResponses];

export type GetProductData = {
    body?: never;
    headers?: {
        /**
         * The version that the client has: 304 if it is current.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`. Percent-encode it.
         */
        productId: string;
    };
    query?: never;
    url: '/product/{productId}';
};

export type GetProductErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * There is no such product.
     */
    404: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * A dependency of the service cannot be reached. Try again.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type GetProductError = GetProductErrors[keyof GetProductErrors];

export type GetProductResponses = {
    /**
     * The product.
     */
    200: ProductAnswer;
};

export type GetProductResponse = GetProductResponses[keyof GetProductResponses];

export type PatchProductData = {
    body: PatchProduct;
    headers?: {
        /**
         * The change happens only if the product is at this version.
         */
        'If-Match'?: string;
        /**
         * Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 hours. Answers of requests that changed nothing are not kept.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Derived from the first name: upper-cased, without spaces. Renaming does not change it. It can have any character, also `/`. Percent-encode it.
         */
        productId: string;
    };
    query?: never;
    url: '/product/{productId}';
};

export type PatchProductErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * The token is missing or not valid.
     */
    401: ErrorAnswer;
    /**
     * The token is valid, but has another role.
     */
    403: ErrorAnswer;
    /**
     * There is no such product.
     */
    404: ErrorAnswer;
    /**
     * Others kept changing the product: nothing was written.
     */
    409: ErrorAnswer;
    /**
     * The product is not at the version that `If-Match` names. `ETag` is its current version.
     */
    412: ErrorAnswer;
    /**
     * The body is larger than 64 KiB.
     */
    413: ErrorAnswer;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * Either nothing was written: try again. Or it is unknown whether the change was written: read the product before the next attempt. `message` says which.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type PatchProductError = PatchProductErrors[keyof PatchProductErrors];

export type PatchProductResponses = {
    /**
     * The product. If it had these details already, `message` is "No updates required".
     */
    200: ProductAnswer;
};

export type PatchProductResponse = PatchProductResponses[keyof PatchProductResponses];

export type WriteProductBatchData = {
    body: Batch;
    headers?: {
        /**
         * Unique for each request, e.g. a UUID. The same request sent again with it changes nothing and gets the first answer, for 24 hours. Answers of requests that changed nothing are not kept.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/product/batch';
};

export type WriteProductBatchErrors = {
    /**
     * The request is not valid. `message` names the field.
     */
    400: ErrorAnswer;
    /**
     * The token is missing or not valid.
     */
    401: ErrorAnswer;
    /**
     * The token is valid, but has another role.
     */
    403: ErrorAnswer;
    /**
     * The body is larger than 512 KiB.
     */
    413: ErrorAnswer;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorAnswer;
    /**
     * More than 100 requests a second to this route.
     */
    429: GatewayErrorAnswer;
    /**
     * An error of the service. It is logged.
     */
    500: ErrorAnswer;
    /**
     * Either nothing was written: try again. Or it is unknown whether the change was written: read the product before the next attempt. `message` says which.
     */
    503: ErrorAnswer;
    /**
     * An answer of API Gateway itself, for example if a function did not answer in time (504).
     */
    default: GatewayErrorAnswer;
};

export type WriteProductBatchError = WriteProductBatchErrors[keyof WriteProductBatchErrors];

export type WriteProductBatchResponses = {
    /**
     * The outcome of each item, in order.
     */
    200: BatchAnswer;
};

export type WriteProductBatchResponse = WriteProductBatchResponses[keyof WriteProductBatchResponses];
