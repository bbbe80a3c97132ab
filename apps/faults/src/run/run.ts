import { writeFileSync } from 'node:fs';
import { problemOf } from '../checks/http-answers.js';
import { check } from '../checks/check.js';
import { checkDeadLetters } from '../checks/dead-letters.js';
import { checkDrained, checkMemory, checkProcesses } from '../checks/left-over.js';
import type { Violation } from '../checks/violation.js';
import { runClient } from '../clients/client.js';
import { httpCall } from '../clients/http-call.js';
import { runOtherServices } from '../clients/other-services.js';
import { steps } from '../clients/step.js';
import { startRecorder } from '../ledger/recorder.js';
import { faultPlan } from '../plan/faults.js';
import { randomOf } from '../plan/random.js';
import { openAccount } from '../service/account.js';
import { takeDeadLetters } from '../service/dead-letters.js';
import { drain } from '../service/drain.js';
import { startFaultyService } from '../service/faulty-service.js';
import { watchProcesses } from '../service/processes.js';
import { topicArns } from '../service/subscriber.js';
import { readAll } from './final-reads.js';
import { injectFaults } from './inject-faults.js';
import { checkIsolation } from './isolation.js';
import type { RunOptions } from './options.js';
import type { RunResult } from './result.js';
import { seenVersions } from './seen-versions.js';
import { warmUp } from './warm-up.js';

/** Seconds of the template: API Gateway's limit for an answer. */
const ANSWER_LIMIT = 29;
/** Of real time: a busy machine, and what is not divided by the speed. */
const ANSWER_MARGIN_MS = 15_000;
/** Functions, PostgreSQL with its connections, and its supervisor. */
const MAXIMUM_PROCESSES = 120;

/** Runs the service under faults, and checks what it promised. */
export const run = async (options: RunOptions, progress: (text: string) => void): Promise<RunResult> => {
  const { seed, clients, speed, duration, spacing } = options;
  const random = randomOf(seed);
  progress('starting the service');
  const service = await startFaultyService(speed);
  const watch = watchProcesses(service.local.process.pid ?? 0);
  const violations: Violation[] = [];
  try {
    const { local } = service;
    const account = await openAccount(local);
    const topics = await topicArns(account);
    const recorder = await startRecorder(local, account);
    const call = httpCall(local.api, local.token, (ANSWER_LIMIT * 1000) / speed + ANSWER_MARGIN_MS);
    const statuses = new Map<string, number>();
    const versions = seenVersions();
    progress('warming up');
    await warmUp(call, recorder, account, seed);
    const deadline = performance.now() + duration * 1000;
    const isOver = (): boolean => performance.now() > deadline;

    const report = setInterval(() => {
      const left = Math.ceil((deadline - performance.now()) / 1000);
      const counts = `${recorder.operations.length} operations, ${service.happened()} faults`;
      if (left > 0) progress(`${counts}, ${left} s left`);
    }, 5000);
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
            if (problem) violations.push(problem);
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
    const plan = faultPlan(random.fork(-2), { env: local.env, longest: ANSWER_LIMIT / speed });
    const faults = injectFaults(service, plan, spacing, () => recorder.operations.length, isOver);
    const [poison] = await Promise.all([others, faults, ...requests]);
    clearInterval(report);
    await service.clear();
    const happened = service.happened();

    progress('the faults are over; waiting until everything is published');
    const drained = await drain(account, recorder.queues, speed, () => recorder.acceptedIds().size);
    violations.push(...checkDrained(drained.notEmpty), ...checkMemory(watch.memory()));
    violations.push(...(await checkIsolation(service, call, recorder, seed)));
    violations.push(...checkDeadLetters(await takeDeadLetters(account), poison));
    progress('checking the history');
    const productIds = [...new Set(recorder.operations.map(({ productId }) => productId))];
    const history = recorder.history(await readAll(productIds, call));
    const checked = check(history);
    violations.push(...checked.violations);
    await recorder.stop();
    account.close();
    await service.stop();
    violations.push(...checkProcesses(watch.maximum(), MAXIMUM_PROCESSES, watch.alive()));
    return {
      options,
      faults: happened,
      statuses: Object.fromEntries([...statuses].sort()),
      poison: poison.length,
      drainSeconds: Math.round(drained.ms / 100) / 10,
      history,
      ...checked,
      violations,
    };
  } finally {
    await service.stop();
    if (options.log !== undefined) {
      writeFileSync(options.log, service.local.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
  }
};
