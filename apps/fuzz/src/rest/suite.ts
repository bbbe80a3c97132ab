import type { APIGatewayProxyResult } from 'aws-lambda';
import { startCloud } from '../cloud/cloud.js';
import { chunks } from '../core/chunks.js';
import { inputAt } from '../core/random.js';
import { shown, type Run, type Suite } from '../core/run.js';
import { requestsTo, ROUTES } from '../inputs/requests.js';
import { answerProblems } from '../rules/answer-rules.js';
import { afterCheck } from './after.js';
import { FUNCTION_OF_ROUTE } from './routes.js';
import { signerWith } from './sender.js';

/** So many inputs share a catalogue. Then everything that they left is checked and deleted. */
const CATALOGUE_INPUTS = 3_000;

const INPUTS = ROUTES.map((route) => ({ route, requests: requestsTo(route) }));

/** Sends requests to the functions of the REST API, as API Gateway would. */
export const rest: Suite = async (run) => {
  const cloud = await startCloud(run);
  const sign = await signerWith(cloud.jwtSecret);
  const checkWhatIsLeft = await afterCheck(cloud, run);
  const functions = await Promise.all(
    INPUTS.map(async ({ route }) => cloud.start(FUNCTION_OF_ROUTE[route]!)),
  );

  const send = async (index: number): Promise<void> => {
    const lane = index % INPUTS.length;
    const { route, requests } = INPUTS[lane]!;
    const input = inputAt(requests, run.seed, index);
    const { event, verdict } = await sign(input.event, input.sender);
    const find = (problem: string): void =>
      run.find({
        index,
        problem: `${route}: ${problem}`,
        shown: shown({ ...input.event, sender: input.sender }),
      });
    try {
      const result = (await functions[lane]!(JSON.stringify(event))) as APIGatewayProxyResult;
      run.count(route, String(result.statusCode));
      cloud.watch.published(`An answer of ${route}`, JSON.stringify(result));
      for (const problem of answerProblems(route, result)) find(problem);
      if (!route.startsWith('GET ') && !isExpected(result.statusCode, verdict))
        find(`It answered ${result.statusCode} to a sender who should be ${verdict}.`);
    } catch (error) {
      run.count(route, 'failed');
      find(String(error));
    }
  };

  for (const indexes of chunks(run.indexes, CATALOGUE_INPUTS)) {
    const lanes = INPUTS.map((_, lane) => indexes.filter((index) => index % INPUTS.length === lane));
    await Promise.all(
      lanes.map(async (lane) => {
        for (const index of lane) await send(index);
      }),
    );
    await checkWhatIsLeft();
    run.progress(`${indexes.at(-1)! + 1} requests`);
  }
  reportWatched(cloud.watch.seen, run);
};

const isExpected = (status: number, verdict: 'accepted' | 401 | 403): boolean =>
  verdict === 'accepted' ? status !== 401 && status !== 403 : status === verdict;

const reportWatched = (
  { lines, spans, texts }: { lines: number; spans: number; texts: number },
  { progress }: Run,
) => progress(`looked for leaks in ${lines} lines of logs, ${spans} spans, ${texts} answers and events`);
