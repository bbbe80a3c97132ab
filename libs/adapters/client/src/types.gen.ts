// Made from docs/api/openapi.yaml by "npm run documents". Do not edit.
// @ts-nocheck

export type ClientOptions = {
    baseUrl: 'https://{api}.execute-api.{region}.amazonaws.com/api' | `${string}://{address}` | (string & {});
};

/**
 * Unknown fields are ignored.
 */
export type CreateProduct = {
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
 * `data` names the kind of error. `message` is for people, and can change.
 */
export type ErrorAnswer = {
    data: string;
    message: string;
};

/**
 * An answer of API Gateway itself. `data` is API Gateway's code of the error.
 */
export type GatewayErrorAnswer = {
    data: string;
    message: string;
};

/**
 * The envelope of the catalogue.
 */
export type ProductListAnswer = {
    data: Array<ListedProduct>;
    message: string;
};

/**
 * A product without its price brackets.
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

export type ListProductsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/product';
};

export type ListProductsErrors = {
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
     * The catalogue.
     */
    200: ProductListAnswer;
};

export type ListProductsResponse = ListProductsResponses[keyof ListProductsResponses];

export type CreateProductData = {
    body: CreateProduct;
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
     * The body is larger than 64 KiB.
     */
    413: ErrorAnswer;
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
