import { answerCheckOf } from '@product-service/openapi-document';
import { DOCUMENT_FILE, readOpenApi } from '@product-service/openapi-document/testing';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** What HTTP allows in the value of a header. API Gateway answers 502 for others. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

const differencesFrom = answerCheckOf(readOpenApi(DOCUMENT_FILE));

/**
 * What is wrong with the answer of a function, whatever the request was: it must be in the document, well-formed, and no error
 * of the service.
 * @param route e.g. `GET /product/{productId}`
 */
export const answerProblems = (route: string, result: APIGatewayProxyResult): string[] => {
  const { statusCode, headers = {}, body } = result;
  const [method = '', path = ''] = route.split(' ');
  if (statusCode >= 500) return [`It answered ${statusCode}.`];
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const bad = texts.filter(([, value]) => !HEADER_VALUE.test(value));
  if (bad.length > 0)
    return bad.map(([name]) => `The header ${name} has characters that HTTP does not allow.`);
  const parsed = parse(body);
  if (parsed === INVALID) return ['The body is no JSON.'];
  if (!body.isWellFormed()) return ['The body has a lone surrogate.'];
  const answer = { status: statusCode, headers: new Headers(texts.map((entry) => [...entry])), body: parsed };
  return differencesFrom({ method, path: path.replace('{productId}', 'X') }, answer);
};

const INVALID = Symbol('invalid');
const parse = (body: string): unknown => {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return INVALID;
  }
};
