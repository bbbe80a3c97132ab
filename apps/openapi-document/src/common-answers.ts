import { errorAnswer, gatewayErrorAnswer } from '@product-service/api-gateway/schemas';
import type { Answer, Example, RequestParts, Route } from './route.js';

/** An answer that many routes have. It is one component of the document. */
export interface CommonAnswer extends Answer {
  readonly status: number | 'default';
  readonly isAnswerOf: (route: Route) => boolean;
  /** Not executed if `when` is missing: API Gateway gives these answers. */
  readonly examples: Readonly<Record<string, Omit<Example, keyof RequestParts | 'status'>>>;
}

const needsToken = ({ access }: Route): boolean => access === 'ADMIN';
const always = (): boolean => true;

const UNAVAILABLE = {
  error: { code: 'service/unavailable' },
  summary: 'The database cannot be reached',
  when: 'database unavailable',
  data: 'Service unavailable',
  message: 'A dependency of the service cannot be reached. Nothing was written. Try again.',
} as const;

/** By the name of the component. */
export const COMMON_ANSWERS: Readonly<Record<string, CommonAnswer>> = {
  Unauthorized: {
    status: 401,
    isAnswerOf: needsToken,
    description: 'The token is missing or not valid.',
    schema: errorAnswer,
    isProblem: true,
    headers: ['x-amzn-Remapped-WWW-Authenticate?'],
    examples: {
      noToken: {
        error: { path: 'Authorization', code: 'auth/unauthenticated' },
        summary: 'No token',
        when: 'no token',
        data: 'Unauthorized',
        message: 'Send the header Authorization: Bearer <token>.',
      },
    },
  },
  Forbidden: {
    status: 403,
    isAnswerOf: needsToken,
    description: 'The token is valid, but has another role.',
    schema: errorAnswer,
    isProblem: true,
    examples: {
      anotherRole: {
        error: { code: 'auth/forbidden' },
        summary: 'A token of a customer',
        when: 'another role',
        data: 'Forbidden',
        message: 'This needs a token of user type ADMIN.',
      },
    },
  },
  TooLarge: {
    status: 413,
    isAnswerOf: ({ body, answers }) => body !== undefined && !(413 in answers),
    description: 'The body is larger than 64 KiB.',
    schema: errorAnswer,
    isProblem: true,
    examples: {
      tooLarge: {
        error: { code: 'request/body-too-large' },
        summary: 'A body of 600 kB',
        when: 'too large',
        data: 'Payload too large',
        message: 'The body must be no larger than 65536 bytes.',
      },
    },
  },
  KeyReused: {
    status: 422,
    isAnswerOf: needsToken,
    description: 'The `Idempotency-Key` was used for another request.',
    schema: errorAnswer,
    isProblem: true,
    examples: {
      keyReused: {
        summary: 'Another request had this key',
        when: 'key in use',
        error: { path: 'Idempotency-Key', code: 'product/key-reused' },
        data: 'Unprocessable content',
        message: 'This idempotency key was used for another request: send each new request with a new key.',
      },
    },
  },
  TooManyRequests: {
    status: 429,
    isAnswerOf: always,
    description: 'More than 100 requests a second to this route.',
    schema: gatewayErrorAnswer,
    examples: {
      throttled: {
        error: { code: 'gateway/THROTTLED' },
        summary: 'Throttled by API Gateway',
        data: 'THROTTLED',
        message: 'Rate exceeded',
      },
    },
  },
  ServerError: {
    status: 500,
    isAnswerOf: always,
    description: 'An error of the service. It is logged.',
    schema: errorAnswer,
    isProblem: true,
    examples: {
      serverError: {
        error: { code: 'service/internal-error' },
        summary: 'A bug',
        when: 'a bug',
        data: 'Internal server error',
        message: 'Something went wrong on our side. Try again later.',
      },
    },
  },
  ReadUnavailable: {
    status: 503,
    isAnswerOf: (route) => !needsToken(route),
    description: 'A dependency of the service cannot be reached. Try again.',
    schema: errorAnswer,
    isProblem: true,
    headers: ['Retry-After'],
    examples: {
      unavailable: UNAVAILABLE,
    },
  },
  WriteUnavailable: {
    status: 503,
    isAnswerOf: needsToken,
    description:
      'Either nothing was written: try again. Or it is unknown whether the change was written: read the product ' +
      'before the next attempt. `message` says which.',
    schema: errorAnswer,
    isProblem: true,
    headers: ['Retry-After'],
    examples: {
      unavailable: UNAVAILABLE,
      outcomeUnknown: {
        error: { code: 'product/outcome-unknown' },
        summary: 'The connection broke during COMMIT',
        when: 'lost commit',
        data: 'Service unavailable',
        message:
          'It is not known whether this was written. Read the product before trying again; with an Idempotency-Key, send the request again.',
      },
    },
  },
  GatewayError: {
    status: 'default',
    isAnswerOf: always,
    description: 'An answer of API Gateway itself, for example if a function did not answer in time (504).',
    schema: gatewayErrorAnswer,
    examples: {
      timeout: {
        error: { code: 'gateway/INTEGRATION_TIMEOUT' },
        summary: 'The function did not answer in time',
        data: 'INTEGRATION_TIMEOUT',
        message: 'Endpoint request timed out',
      },
    },
  },
};
