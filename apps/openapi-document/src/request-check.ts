import type { oas31 } from 'zod-openapi';
import { findOperation, resolved, type OpenApi } from './open-api.js';
import { schemaCheckOf } from './schema-check.js';

export interface DocumentedRequest {
  readonly method: string;
  /** As in the document, e.g. `/product/{productId}`. */
  readonly path: string;
  /** Of the path, not percent-encoded. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** As in an URL, without `?`. */
  readonly query?: string;
  readonly body?: unknown;
}

/** Why the document does not allow a request: empty if it does. */
export const requestCheckOf = (api: OpenApi): ((request: DocumentedRequest) => string[]) => {
  const check = schemaCheckOf(api);
  const checkText = schemaCheckOf(api, true);
  return ({ method, path, parameters = {}, query, body }) => {
    const { operation } = findOperation(api, method, path) ?? {};
    if (!operation) return [`The document has no ${method} ${path}.`];
    const declared = (operation.parameters ?? []).map((one) => resolved<oas31.ParameterObject>(api, one));
    const given = new URLSearchParams(query);
    const inPath = declared.filter((parameter) => parameter.in === 'path');
    const content =
      operation.requestBody && resolved<oas31.RequestBodyObject>(api, operation.requestBody).content;
    const media = content?.['application/json'];
    return [
      ...inPath.flatMap(({ name, schema = {} }) => check(schema, parameters[name])),
      ...declared
        .filter((parameter) => parameter.in === 'query')
        .flatMap(({ name, schema = {} }) => {
          const text = given.get(name);
          if (text === null) return [];
          const isList = resolved<oas31.SchemaObject>(api, schema).type === 'array';
          return checkText(schema, isList ? text.split(',') : text);
        }),
      ...(media ? check(resolved(api, media).schema ?? {}, body) : []),
    ];
  };
};
