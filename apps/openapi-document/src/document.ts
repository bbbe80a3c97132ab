import { createDocument, type ZodOpenApiPathItemObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { COMMON_ANSWERS } from './common-answers.js';
import { CORS_NAMES, HEADERS } from './headers.js';
import { operationOf, responseOf, TOKEN } from './operation.js';
import type { Route } from './route.js';
import { ROUTES } from './routes/index.js';
import { describeSchemas } from './schema-metadata.js';

/**
 * Semantic version of the API. A new route, field or parameter is a minor version. Copy the document to
 * `docs/api/releases/<version>` when it is released.
 */
const API_VERSION = '1.1.0';

const DESCRIPTION = `A catalogue of products.

- Every answer is JSON in one envelope, \`{"data": …, "message": …}\`, and has the CORS headers.
- \`HEAD\` answers like \`GET\`, without the body. \`OPTIONS\` answers what a page of another origin may send.
- Answers may get new fields, and errors new values of \`message\`: ignore what you do not know.
- Unknown query parameters and fields of a body are ignored.
- Errors have \`errors\`, whose codes do not change. With \`Accept: application/problem+json\` they are problem details (RFC 9457).
- An answer with \`Retry-After\` says that a later attempt can succeed.`;

/** The API in OpenAPI 3.1. */
export const openApiDocument = (): object => {
  describeSchemas();
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Product API',
        version: API_VERSION,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [
        {
          url: 'https://{api}.execute-api.{region}.amazonaws.com/api',
          description: 'The SSM parameter `/{env}/ProductService/api-endpoint` holds the address.',
          variables: { api: { default: 'abcdefghij' }, region: { default: 'eu-west-1' } },
        },
        { url: '{address}', description: 'Another address', variables: { address: { default: '/' } } },
      ],
      tags: [{ name: 'Products', description: 'The catalogue' }],
      paths: pathsOf(ROUTES),
      components: {
        securitySchemes: {
          [TOKEN]: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              'Signed by HS256, with the claims `sub`, `user_type` (here `ADMIN`), `iat` and `exp`. Clocks may differ ' +
              'by up to a minute.',
          },
        },
        headers: Object.fromEntries(CORS_NAMES.map((name) => [name, { ...HEADERS[name], required: true }])),
        responses: Object.fromEntries(
          Object.entries(COMMON_ANSWERS).map(([name, answer]) => [name, responseOf(answer, answer.examples)]),
        ),
      },
    },
    {
      // Zod says of a loose object that it may have any other field: so may an object without the keyword.
      override: ({ jsonSchema }) => void delete jsonSchema.additionalProperties,
    },
  );
};

const pathsOf = (routes: Readonly<Record<string, Route>>): ZodOpenApiPathsObject => {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const [name, route] of Object.entries(routes)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route) };
  }
  return paths;
};
