import * as fc from 'fast-check';
import type { oas31 } from 'zod-openapi';
import { resolved, type OpenApi } from '../open-api.js';
import { parametersOf } from '../request-check.js';
import { PARAMETER_PLACES, type RequestParts } from '../route.js';
import { valuesOf } from './values-of-schema.js';

export interface ExampleRequest {
  readonly example: string;
  readonly request: RequestParts;
  /** That of the answer with an example of the same name. */
  readonly status: number;
}

/** The examples of the requests of an operation. One without parameters has one request, and its first answer. */
export const exampleRequestsOf = (api: OpenApi, operation: oas31.OperationObject): ExampleRequest[] => {
  const statuses = statusesOf(api, operation);
  const requests = new Map<string, RequestParts>();
  const add = (example: string, part: RequestParts) =>
    requests.set(example, { ...requests.get(example), ...part });
  for (const { name, place, examples } of parametersOf(api, operation)) {
    for (const [example, value] of valuesIn(api, examples)) {
      add(example, { [place]: { ...requests.get(example)?.[place], [name]: String(value) } });
    }
  }
  for (const [example, body] of valuesIn(api, bodyOf(api, operation)?.examples)) add(example, { body });
  if (requests.size === 0) add([...statuses.keys()][0] ?? '', {});
  return [...requests].map(([example, request]) => ({
    example,
    request,
    status: statuses.get(example) ?? NaN,
  }));
};

/** Random requests that the document allows. */
export const requestsOf = (api: OpenApi, operation: oas31.OperationObject): fc.Arbitrary<RequestParts> => {
  const body = bodyOf(api, operation)?.schema;
  const parameters = parametersOf(api, operation);
  const places = PARAMETER_PLACES.map((place) => {
    const here = parameters.filter((parameter) => parameter.place === place);
    const values = here.map(({ name, schema = {} }) => [name, valuesOf(api, schema).map(String)] as const);
    const requiredKeys = here.filter(({ required }) => required).map(({ name }) => name);
    return [place, fc.record(Object.fromEntries(values), { requiredKeys })] as const;
  });
  return fc.record({
    ...Object.fromEntries(places),
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
