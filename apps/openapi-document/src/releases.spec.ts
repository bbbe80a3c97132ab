import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { answerCheckOf } from './answer-check.js';
import { RELEASES_FOLDER } from './document-file.js';
import { operationsOf, readOpenApi } from './open-api.js';
import { requestCheckOf } from './request-check.js';
import { callApi } from './testing/call-api.js';
import { exampleRequestsOf, requestsOf } from './testing/documented-requests.js';

/** Answers that say that the request itself is not acceptable. */
const REFUSALS = [400, 401, 403, 405, 406, 412, 413, 415, 422, 428];

const releases = readdirSync(RELEASES_FOLDER);

it('has the first release', () => expect(releases).toContain('1.0.0'));

describe.each(releases)('clients of version %s', (version) => {
  const api = readOpenApi(join(RELEASES_FOLDER, version, 'openapi.yaml'));
  const problemsOf = answerCheckOf(api);
  const operations = operationsOf(api).map((operation) => ({
    ...operation,
    name: `${operation.method.toUpperCase()} ${operation.path}`,
  }));

  it('are those of this version', () => expect(api.info.version).toBe(version));

  describe.each(operations)('$name', ({ method, path, operation, name: route }) => {
    const call = { method: method.toUpperCase(), path };

    it.each(exampleRequestsOf(api, operation))(
      'get the documented answer to the example $example',
      async ({ request, status }) => {
        const answer = await callApi(route, request);
        expect(answer.status).toBe(status);
        expect(problemsOf(call, answer)).toEqual([]);
      },
    );

    it('can send everything that the document allows, and read the answer', async () => {
      const requestProblems = requestCheckOf(api);
      await fc.assert(
        fc.asyncProperty(requestsOf(api, operation), async (request) => {
          expect(requestProblems(route, request)).toEqual([]);
          const answer = await callApi(route, request);
          expect(REFUSALS).not.toContain(answer.status);
          expect(problemsOf(call, answer)).toEqual([]);
        }),
        // Making a failing request smaller may take long.
        { numRuns: 200, interruptAfterTimeLimit: 20_000 },
      );
    });
  });
});
