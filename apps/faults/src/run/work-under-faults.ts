import type { Violation } from '@product-service/ledger';
import { problemOf } from '../checks/http-answers.js';
import { runClient } from '../clients/client.js';
import type { HttpCall } from '../clients/http-call.js';
import { runOtherServices } from '../clients/other-services.js';
import { steps } from '../clients/step.js';
import type { Recorder } from '../recorder/recorder.js';
import { faultPlan } from '../plan/faults.js';
import type { Random } from '../plan/random.js';
import type { Account } from '../service/account.js';
import type { FaultyService } from '../service/faulty-service.js';
import { topicArns } from '../service/subscriber.js';
import { injectFaults } from './inject-faults.js';
import type { RunOptions } from './options.js';
import { seenVersions } from './seen-versions.js';

/** Seconds of the template: API Gateway's limit for an answer. */
export const ANSWER_LIMIT = 29;
const REPORT_MS = 5000;

/** What was seen while clients and other services worked under faults. The rest is in the recorder. */
export interface Work {
  /** Number of answers of each HTTP status, `hung` and `no answer`. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The marks of the poison messages. */
  readonly poison: readonly string[];
  readonly problems: readonly Violation[];
}

/** Clients and other services work while one fault follows the other, for the duration of the run. */
export const workUnderFaults = async (
  { seed, clients, speed, duration, spacing }: RunOptions,
  random: Random,
  service: FaultyService,
  account: Account,
  recorder: Recorder,
  call: HttpCall,
  progress: (text: string) => void,
): Promise<Work> => {
  const topics = await topicArns(account);
  const statuses = new Map<string, number>();
  const problems: Violation[] = [];
  const versions = seenVersions();
  const deadline = performance.now() + duration * 1000;
  const isOver = (): boolean => performance.now() > deadline;

  const report = setInterval(() => {
    const left = Math.ceil((deadline - performance.now()) / 1000);
    const counts = `${recorder.operations.length} operations, ${service.happened()} faults`;
    if (left > 0) progress(`${counts}, ${left} s left`);
  }, REPORT_MS);
  const requests = Array.from({ length: clients }, (_, client) =>
    runClient(
      steps(random.fork(client), { client, clients, seed, versionOf: versions.of }),
      call,
      {
        finished(operation) {
          recorder.operations.push(operation);
          versions.see(operation);
        },
        answered(step, answer) {
          const status = answer === 'hung' ? answer : String(answer?.status ?? 'no answer');
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const problem = problemOf(step, answer);
          if (problem) problems.push(problem);
        },
      },
      isOver,
    ),
  );
  const others = runOtherServices(random.fork(-1), {
    account,
    topics,
    operations: () => recorder.operations.length,
    products: () => [...new Set(recorder.operations.slice(-50).map(({ productId }) => productId))],
    sent: (fact) => void recorder.facts.push(fact),
    isOver,
  });
  const plan = faultPlan(random.fork(-2), { env: service.local.env, longest: ANSWER_LIMIT / speed });
  const faults = injectFaults(service, plan, spacing, () => recorder.operations.length, isOver);
  const [poison] = await Promise.all([others, faults, ...requests]);
  clearInterval(report);
  return { statuses: Object.fromEntries([...statuses].sort()), poison, problems };
};
