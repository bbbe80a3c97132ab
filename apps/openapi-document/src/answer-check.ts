import type { oas31 } from 'zod-openapi';
import { findOperation, resolved, type OpenApi, type Operation } from './open-api.js';
import { schemaCheckOf } from './schema-check.js';

export interface Call {
  readonly method: string;
  readonly path: string;
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed as JSON. Undefined: no body. */
  readonly body: unknown;
}

/** The differences between an answer and the document: empty if the document describes it. */
export type AnswerCheck = (call: Call, answer: ReceivedAnswer) => string[];

/** Checks status, headers, media type and body. What the document does not know is a difference, except new fields. */
export const answerCheckOf = (api: OpenApi): AnswerCheck => {
  const checkBody = schemaCheckOf(api);
  const checkHeader = schemaCheckOf(api, true);

  const headerProblems = (name: string, header: oas31.HeaderObject, value: string | null): string[] => {
    if (value === null) return header.required ? [`The header ${name} is missing.`] : [];
    return checkHeader(header.schema ?? {}, value).map((problem) => `The header ${name}: ${problem}`);
  };

  const bodyProblems = (content: oas31.ContentObject = {}, { headers, body }: ReceivedAnswer): string[] => {
    if (Object.keys(content).length === 0 && body === undefined) return [];
    const type = headers.get('content-type')?.split(';')[0] ?? 'none';
    const media = content[type];
    if (!media) return [`The media type ${type} is none of ${Object.keys(content).join(', ') || 'none'}.`];
    return checkBody(resolved(api, media).schema ?? {}, body).map((problem) => `The body: ${problem}`);
  };

  return ({ method, path }, answer) => {
    if (method === 'OPTIONS') return [];
    const operation = findOperation(api, method, path);
    const response = operation ? responseOf(api, operation, answer.status) : unknownRoute(api, answer.status);
    if (!response) return [`The status ${answer.status} of ${method} ${path} is not in the document.`];
    return [
      ...Object.entries(response.headers ?? {}).flatMap(([name, header]) =>
        headerProblems(name, resolved<oas31.HeaderObject>(api, header), answer.headers.get(name)),
      ),
      ...(method === 'HEAD' ? [] : bodyProblems(response.content, answer)),
    ];
  };
};

const responseOf = (
  api: OpenApi,
  { operation }: Operation,
  status: number,
): oas31.ResponseObject | undefined => {
  const responses: Record<string, oas31.ResponseObject | oas31.ReferenceObject> = operation.responses ?? {};
  const response = responses[status] ?? responses['default'];
  return response && resolved<oas31.ResponseObject>(api, response);
};

/** The answer to a request for a route that the document does not have: an error with the headers of every answer. */
const unknownRoute = ({ components }: OpenApi, status: number): oas31.ResponseObject | undefined =>
  status === 404
    ? {
        description: 'There is no such route.',
        headers: components?.headers ?? {},
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorAnswer' } } },
      }
    : undefined;
