import { problem } from '@product-service/api-gateway/schemas';
import * as z from 'zod/mini';
import {
  createSchema,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { COMMON_ANSWERS } from './common-answers.js';
import { bodyOf } from './example-body.js';
import { CORS_NAMES, HEADERS, type HeaderName } from './headers.js';
import { PARAMETER_PLACES, type Answer, type Example, type Route } from './route.js';

type AnswerExample = Pick<Example, 'summary' | 'data' | 'message' | 'more' | 'error'>;

const JSON_TYPE = 'application/json';

/** One route as an operation of OpenAPI. Examples of requests have the names of the answers that they get. */
export const operationOf = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.operationId,
  tags: ['Products'],
  summary: route.summary,
  ...(route.description !== undefined && { description: route.description }),
  security: route.access === 'anyone' ? [] : [{ [TOKEN]: [] }],
  ...parametersOf(route),
  ...(route.body && { requestBody: requestBodyOf(route, route.body) }),
  responses: { ...ownResponses(route), ...commonResponses(route) },
});

/** Name of the security scheme. */
export const TOKEN = 'token';

/** An answer as a response of OpenAPI, with the CORS headers. */
export const responseOf = (
  { description, schema, isProblem = false, headers = [] }: Answer,
  examples: Readonly<Record<string, AnswerExample>>,
): ZodOpenApiResponseObject => ({
  description,
  headers: { ...CORS, ...Object.fromEntries(headers.map(ownHeader)) },
  ...(schema && {
    content: {
      [JSON_TYPE]: {
        schema,
        examples: mapValues(examples, (example) => ({ summary: example.summary, value: bodyOf(example) })),
      },
      ...(isProblem && { 'application/problem+json': { schema: problem } }),
    },
  }),
});

const CORS: Readonly<Record<string, oas31.ReferenceObject>> = Object.fromEntries(
  CORS_NAMES.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

const ownHeader = (name: HeaderName | `${HeaderName}?`): [string, oas31.HeaderObject] => {
  const required = !name.endsWith('?');
  const plain = (required ? name : name.slice(0, -1)) as HeaderName;
  return [plain, { ...HEADERS[plain], required }];
};

const ownResponses = ({ answers, examples }: Route) =>
  Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status as `${2 | 3 | 4}${string}`,
      responseOf(
        answer,
        filterValues(examples, (example) => example.status === Number(status)),
      ),
    ]),
  );

const commonResponses = (route: Route) =>
  Object.fromEntries(
    Object.entries(COMMON_ANSWERS)
      .filter(([, { isAnswerOf }]) => isAnswerOf(route))
      .map(([name, { status }]) => [String(status), { $ref: `#/components/responses/${name}` }]),
  );

const requestBodyOf = (route: Route, schema: z.ZodMiniType) => {
  const media = { schema, examples: bodiesOf(route) };
  const types = route.bodyTypes ?? [JSON_TYPE];
  return { required: true, content: Object.fromEntries(types.map((type) => [type, media])) };
};

const parametersOf = (route: Route) => {
  const parameters = PARAMETER_PLACES.flatMap((place) =>
    Object.entries(route[place]?.shape ?? {}).map(([name, schema]) => {
      const examples = filterValues(
        route.examples,
        (example) => example[place]?.[name] !== undefined && example.status !== 400,
      );
      const documented = createSchema(schema, { io: 'input' }).schema;
      return {
        name,
        in: place,
        // The values of an array are separated by commas.
        ...(place === 'query' && { explode: false }),
        required: !z.safeParse(schema, undefined).success,
        schema: documented,
        ...(Object.keys(examples).length > 0 && {
          examples: mapValues(examples, ({ summary, ...parts }) => ({
            summary,
            value: valueOf(parts[place]?.[name] ?? '', documented),
          })),
        }),
      };
    }),
  );
  return parameters.length > 0 ? { parameters } : {};
};

/** What the text of a parameter means. */
const valueOf = (text: string, schema: unknown): unknown =>
  (schema as { type?: unknown }).type === 'integer' ? Number(text) : text;

/** Only requests that the document allows: what is not valid is an example of an answer. */
const bodiesOf = ({ examples }: Route) =>
  mapValues(
    filterValues(examples, ({ body, status }) => body !== undefined && status !== 400),
    ({ summary, body: value }) => ({ summary, value }),
  );

const mapValues = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

const filterValues = <T>(record: Readonly<Record<string, T>>, keep: (value: T) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));
