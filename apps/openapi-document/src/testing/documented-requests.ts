import * as fc from 'fast-check';
import type { oas31 } from 'zod-openapi';
import { resolved, type OpenApi } from '../open-api.js';
import type { ApiRequest } from './call-api.js';
import { valuesOf } from './values-of-schema.js';

type Request = Omit<ApiRequest, 'route'>;

export interface ExampleRequest {
  readonly example: string;
  readonly request: Request;
  /** That of the answer with an example of the same name. */
  readonly status: number;
}

/** The examples of the requests of an operation. One without parameters has one request, and its first answer. */
export const exampleRequestsOf = (api: OpenApi, operation: oas31.OperationObject): ExampleRequest[] => {
  const statuses = statusesOf(api, operation);
  const inPath = pathParametersOf(api, operation).flatMap(({ name: parameter, examples }) =>
    valuesIn(api, examples).map(([example, value]) => ({
      example,
      request: { path: { [parameter]: String(value) } },
    })),
  );
  const bodies = valuesIn(api, bodyOf(api, operation)?.examples).map(([example, body]) => ({
    example,
    request: { body },
  }));
  const all: Omit<ExampleRequest, 'status'>[] = [...inPath, ...bodies];
  if (all.length === 0) all.push({ example: [...statuses.keys()][0] ?? '', request: {} });
  return all.map((one) => ({ ...one, status: statuses.get(one.example) ?? NaN }));
};

/** Random requests that the document allows. */
export const requestsOf = (api: OpenApi, operation: oas31.OperationObject): fc.Arbitrary<Request> => {
  const body = bodyOf(api, operation)?.schema;
  const path = pathParametersOf(api, operation).map(
    ({ name, schema = {} }) => [name, valuesOf(api, schema).map(String)] as const,
  );
  return fc.record({
    path: fc.record(Object.fromEntries(path)),
    body: body ? valuesOf(api, body) : fc.constant(undefined),
  });
};

/** The status of each example of an answer. */
const statusesOf = (api: OpenApi, { responses = {} }: oas31.OperationObject): Map<string, number> =>
  new Map(
    Object.entries(responses).flatMap(([status, response]) => {
      const { content } = resolved<oas31.ResponseObject>(api, response);
      return valuesIn(api, jsonOf(api, content)?.examples).map(
        ([example]) => [example, Number(status)] as const,
      );
    }),
  );

const valuesIn = (api: OpenApi, examples: oas31.ExamplesObject = {}): [name: string, value: unknown][] =>
  Object.entries(examples).map(([name, example]) => [
    name,
    resolved<oas31.ExampleObject>(api, example).value,
  ]);

const bodyOf = (api: OpenApi, { requestBody }: oas31.OperationObject): oas31.MediaTypeObject | undefined =>
  requestBody && jsonOf(api, resolved<oas31.RequestBodyObject>(api, requestBody).content);

const jsonOf = (api: OpenApi, content: oas31.ContentObject = {}): oas31.MediaTypeObject | undefined => {
  const media = content['application/json'];
  return media && resolved<oas31.MediaTypeObject>(api, media);
};

const pathParametersOf = (
  api: OpenApi,
  { parameters = [] }: oas31.OperationObject,
): oas31.ParameterObject[] =>
  parameters
    .map((parameter) => resolved<oas31.ParameterObject>(api, parameter))
    .filter((parameter) => parameter.in === 'path');
