import { answerCheckOf } from './answer-check.js';
import { COMMON_ANSWERS } from './common-answers.js';
import { openApiDocument } from './document.js';
import type { OpenApi } from './open-api.js';
import { bodyOf } from './example-body.js';
import { requestCheckOf } from './request-check.js';
import type { Example } from './route.js';
import { ROUTES } from './routes/index.js';
import { callApi, type ApiRequest } from './testing/call-api.js';

const api = openApiDocument() as OpenApi;
const answerProblems = answerCheckOf(api);
const requestProblems = requestCheckOf(api);

const requestOf = ({ path, query, headers, body }: Example): Omit<ApiRequest, 'route'> => ({
  ...(path && { path }),
  ...(query !== undefined && { query }),
  ...(headers && { headers }),
  ...(body !== undefined && { body }),
});

const callOf = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path };
};

describe.each(Object.entries(ROUTES))('%s', (route, { examples, ...documented }) => {
  it.each(Object.entries(examples))('example %s', async (_, { when, ...example }) => {
    const answer = await callApi({ route, ...withDefaults(requestOf(example)) }, when);
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
    const answer = await callApi({ route, ...withDefaults({}) }, example.when);
    expect([answer.status, answer.body]).toEqual([status, bodyOf(example)]);
    expect(answerProblems(callOf(route), answer)).toEqual([]);
  });

  /** The request of the route's first example, if this one has none: an example of a failure can be any request. */
  const withDefaults = (request: Omit<ApiRequest, 'route'>): Omit<ApiRequest, 'route'> => {
    const [first] = Object.values(examples);
    return request.body === undefined && request.path === undefined
      ? { ...request, path: first?.path ?? {}, body: first?.body }
      : request;
  };

  it('allows the requests of all examples, except those of status 400', () => {
    const allowed = Object.values(examples).filter(({ when, ...example }) => {
      const { path: parameters = {}, query = '', body } = withDefaults(requestOf(example));
      return (
        when === undefined && requestProblems({ ...callOf(route), parameters, query, body }).length === 0
      );
    });
    expect(allowed).toEqual(
      Object.values(examples).filter(({ status, when }) => when === undefined && status !== 400),
    );
  });
});
