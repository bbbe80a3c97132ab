import { answerCheckOf } from './answer-check.js';
import { COMMON_ANSWERS } from './common-answers.js';
import { openApiDocument } from './document.js';
import type { OpenApi } from './open-api.js';
import { bodyOf } from './example-body.js';
import { requestCheckOf } from './request-check.js';
import { PARAMETER_PLACES, type RequestParts } from './route.js';
import { ROUTES } from './routes/index.js';
import { callApi } from './testing/call-api.js';

const api = openApiDocument() as OpenApi;
const answerProblems = answerCheckOf(api);
const requestProblems = requestCheckOf(api);

const callOf = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path };
};

describe.each(Object.entries(ROUTES))('%s', (route, { examples, ...documented }) => {
  it.each(Object.entries(examples))('example %s', async (_, { when, ...example }) => {
    const answer = await callApi(route, withDefaults(example), when);
    expect([answer.status, answer.body]).toEqual([example.status, bodyOf(example)]);
    expect(answerProblems(callOf(route), answer)).toEqual([]);
  });

  const common = Object.entries(COMMON_ANSWERS)
    .filter(([, { isAnswerOf }]) => isAnswerOf({ ...documented, examples }))
    .flatMap(([, answer]) =>
      Object.entries(answer.examples).map(([name, example]) => ({ name, answer, example })),
    )
    // The others are API Gateway's.
    .filter(({ example }) => example.when !== undefined);

  it.each(common)('example $name', async ({ answer: { status }, example }) => {
    const answer = await callApi(route, withDefaults({}), example.when);
    expect([answer.status, answer.body]).toEqual([status, bodyOf(example)]);
    expect(answerProblems(callOf(route), answer)).toEqual([]);
  });

  /** The request of the route's first example, if this one has none: an example of a failure can be any request. */
  const withDefaults = (request: RequestParts): RequestParts => {
    const { path, query, header, body } = Object.values(examples)[0] ?? {};
    const isEmpty = [...PARAMETER_PLACES, 'body' as const].every((part) => request[part] === undefined);
    return isEmpty
      ? { ...(path && { path }), ...(query && { query }), ...(header && { header }), body }
      : request;
  };

  it('allows the requests of all examples, except those of status 400', () => {
    const usual = Object.values(examples).filter(({ when }) => when === undefined);
    const allowed = usual.filter((example) => requestProblems(route, example).length === 0);
    expect(allowed).toEqual(usual.filter(({ status }) => status !== 400));
  });
});
