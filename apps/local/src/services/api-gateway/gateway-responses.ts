import type { HttpResponse } from '../../http/http-response.js';

interface DefaultAnswer {
  /** Response type of API Gateway, if several errors share one. */
  readonly type?: string;
  readonly status: number;
  /** The status of its response type, if that is another one. It holds as soon as the template has a response of this type. */
  readonly typeStatus?: number;
  readonly errorType: string;
  readonly message: string;
}

/**
 * API Gateway's own errors, with their default answers.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const DEFAULTS = {
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: 'BadRequestException', message: 'Bad request' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    errorType: 'RequestTooLargeException',
    message: 'Request Entity Too Large',
  },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
  // Requests that never reach a route.
  BAD_REQUEST: { status: 400, errorType: 'BadRequestException', message: 'This is not an HTTP request.' },
  REQUEST_TIMEOUT: { status: 408, errorType: 'RequestTimeoutException', message: 'The request did not end.' },
  EXPECTATION_FAILED: {
    status: 417,
    errorType: 'ExpectationFailedException',
    message: 'Only Expect: 100-continue can be met.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    errorType: 'RequestHeaderFieldsTooLargeException',
    message: 'The headers are too large.',
  },
  // The API may not invoke its function.
  API_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
  },
  // The function failed, or returned an invalid result.
  INTEGRATION_FAILURE: {
    status: 502,
    typeStatus: 504,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
  },
  // Lambda throttled the function. API Gateway tells clients that this is not their fault.
  // @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
  // @see https://repost.aws/questions/QUL-z6rJbmR4meafB7MzYXxw which shows that the type is INTEGRATION_FAILURE, with 504
  INTEGRATION_THROTTLED: {
    type: 'INTEGRATION_FAILURE',
    status: 500,
    typeStatus: 504,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
  },
} as const satisfies Record<string, DefaultAnswer>;

/** A response type of API Gateway, or a reason of the HTTP server to refuse a request. */
export type GatewayError = keyof typeof DEFAULTS;

/** What an `AWS::ApiGateway::GatewayResponse` of the template changes. */
export interface GatewayResponse {
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Body template with `$context` variables. */
  readonly template?: string | undefined;
}

/** The error answers of one API. The template can set them by response type, or for all 4xx or 5xx. */
export interface GatewayResponses {
  set(type: string, response: GatewayResponse): void;
  render(error: GatewayError, requestId: string, message?: string): HttpResponse;
}

export const gatewayResponses = (): GatewayResponses => {
  const custom = new Map<string, GatewayResponse>();
  return {
    set: (type, response) => void custom.set(type, response),
    render(error, requestId, message = DEFAULTS[error].message) {
      const { type = error, status, typeStatus = status, errorType }: DefaultAnswer = DEFAULTS[error];
      const ofType = custom.get(type);
      const own = ofType ?? custom.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
      const values: Record<string, string> = {
        '$context.error.messageString': JSON.stringify(message),
        '$context.error.message': message,
        '$context.error.responseType': type,
        '$context.requestId': requestId,
      };
      const template = own?.template ?? '{"message":$context.error.messageString}';
      return {
        status: own?.status ?? (ofType ? typeStatus : status),
        headers: [
          ['content-type', 'application/json'],
          ['x-amzn-errortype', errorType],
          ...Object.entries(own?.headers ?? {}),
        ],
        body: Buffer.from(template.replace(VARIABLE, (variable) => values[variable] ?? variable)),
      };
    },
  };
};

const VARIABLE = /\$context\.(?:error\.messageString|error\.message|error\.responseType|requestId)\b/g;

/** The first variable or directive of a body template that the local cloud does not know. */
export const unknownInTemplate = (template: string): string | undefined =>
  /[$#]\S*/.exec(template.replace(VARIABLE, ''))?.[0];

/** The text of a mapping expression such as `'*'`. Undefined: the expression is not a fixed text. */
export const fixedText = (expression: string): string | undefined => /^'(.*)'$/s.exec(expression)?.[1];
