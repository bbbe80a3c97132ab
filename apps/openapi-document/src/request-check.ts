import type { oas31 } from 'zod-openapi';
import { findOperation, resolved, type OpenApi } from './open-api.js';
import { PARAMETER_PLACES, type RequestParts } from './route.js';
import { schemaCheckOf } from './schema-check.js';

/** Why the document does not allow a request: empty if it does. @param route e.g. `GET /product/{productId}` */
export type RequestCheck = (route: string, request: RequestParts) => string[];

export const requestCheckOf = (api: OpenApi): RequestCheck => {
  const checkBody = schemaCheckOf(api);
  // Parameters are texts.
  const checkParameter = schemaCheckOf(api, true);
  return (route, request) => {
    const [method = '', path = ''] = route.split(' ');
    const { operation } = findOperation(api, method, path) ?? {};
    if (!operation) return [`The document has no ${route}.`];
    const content =
      operation.requestBody && resolved<oas31.RequestBodyObject>(api, operation.requestBody).content;
    const media = content?.['application/json'];
    return [
      ...parametersOf(api, operation).flatMap(({ name, place, required, schema = {} }) => {
        const value = request[place]?.[name];
        if (value === undefined) return required ? [`The parameter ${name} is missing.`] : [];
        const isList = resolved<oas31.SchemaObject>(api, schema).type === 'array';
        return checkParameter(schema, isList ? value.split(',') : value);
      }),
      ...(media ? checkBody(resolved(api, media).schema ?? {}, request.body) : []),
    ];
  };
};

/** The parameters of an operation, with the place of each. */
export const parametersOf = (api: OpenApi, { parameters = [] }: oas31.OperationObject) =>
  parameters
    .map((parameter) => resolved<oas31.ParameterObject>(api, parameter))
    .flatMap((parameter) => {
      const place = PARAMETER_PLACES.find((one) => one === parameter.in);
      return place ? [{ ...parameter, place }] : [];
    });
