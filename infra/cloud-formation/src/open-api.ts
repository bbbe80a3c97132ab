import { isObject } from './json.js';

/** A method of an API, as the properties of an `AWS::ApiGateway::Method`. */
export interface ImportedMethod {
  readonly path: string;
  readonly HttpMethod: string;
  readonly Integration: Readonly<Record<string, unknown>>;
}

/** What API Gateway creates from an OpenAPI document. */
export interface ImportedApi {
  readonly methods: readonly ImportedMethod[];
  /** Properties of `AWS::ApiGateway::GatewayResponse`s. */
  readonly gatewayResponses: readonly Readonly<Record<string, unknown>>[];
}

const METHODS = [
  'get',
  'head',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'x-amazon-apigateway-any-method',
];

/**
 * Reads the `Body` of an `AWS::ApiGateway::RestApi`: methods with an integration, and gateway responses.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * @throws Error that names a part that is neither read nor without effect.
 */
export const importOpenApi = (body: unknown): ImportedApi => {
  const { paths, ...others } = objectAt('Body', body);
  const {
    openapi: _openapi,
    info: _info,
    'x-amazon-apigateway-gateway-responses': responses = {},
    ...unknown
  } = others;
  refuse('Body', unknown);
  return {
    methods: Object.entries(objectAt('paths', paths)).flatMap(([path, item]) =>
      Object.entries(objectAt(path, item)).map(([method, operation]) =>
        methodOf(path, method, objectAt(`${path}.${method}`, operation)),
      ),
    ),
    gatewayResponses: Object.entries(objectAt('gateway-responses', responses)).map(([type, response]) =>
      gatewayResponse(type, objectAt(type, response)),
    ),
  };
};

const methodOf = (path: string, method: string, operation: Record<string, unknown>): ImportedMethod => {
  const place = `${path}.${method}`;
  if (!METHODS.includes(method)) throw new Error(`The OpenAPI document has an unknown method: ${place}`);
  const {
    'x-amazon-apigateway-integration': integration,
    responses: _responses,
    parameters: _parameters,
    summary: _summary,
    operationId: _operationId,
    security,
    ...unknown
  } = operation;
  refuse(place, { ...unknown, ...(isEmpty(security) ? {} : { security }) });
  const { type, httpMethod, uri, requestTemplates, responses, passthroughBehavior, ...rest } = objectAt(
    `${place}.x-amazon-apigateway-integration`,
    integration,
  );
  refuse(`${place}.x-amazon-apigateway-integration`, rest);
  return {
    path,
    HttpMethod: method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase(),
    Integration: withoutUndefined({
      Type: String(type).toUpperCase(),
      // A mock calls nothing.
      IntegrationHttpMethod: String(type).toUpperCase() === 'MOCK' ? undefined : httpMethod,
      Uri: uri,
      RequestTemplates: requestTemplates,
      PassthroughBehavior: passthroughBehavior?.toString().toUpperCase(),
      IntegrationResponses:
        responses && Object.values(objectAt(`${place}.responses`, responses)).map(responseOf),
    }),
  };
};

const responseOf = (response: unknown): Record<string, unknown> => {
  const { statusCode, responseParameters, responseTemplates, ...unknown } = objectAt('response', response);
  refuse('response', unknown);
  return withoutUndefined({
    StatusCode: String(statusCode),
    ResponseParameters: responseParameters,
    ResponseTemplates: responseTemplates,
  });
};

const gatewayResponse = (
  ResponseType: string,
  response: Record<string, unknown>,
): Record<string, unknown> => {
  const { statusCode, responseParameters, responseTemplates, ...unknown } = response;
  refuse(ResponseType, unknown);
  return withoutUndefined({
    ResponseType,
    StatusCode: statusCode === undefined ? undefined : String(statusCode),
    ResponseParameters: responseParameters,
    ResponseTemplates: responseTemplates,
  });
};

const objectAt = (place: string, value: unknown): Record<string, unknown> => {
  if (isObject(value)) return value;
  throw new Error(`The OpenAPI document has no object at ${place}`);
};

const refuse = (place: string, unknown: Record<string, unknown>): void => {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new Error(`The OpenAPI document has an unknown part: ${place}.${name}`);
};

const isEmpty = (list: unknown): boolean => list === undefined || (Array.isArray(list) && list.length === 0);

const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
