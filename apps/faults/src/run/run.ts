import { writeFileSync } from 'node:fs';
import { check, type Violation } from '@product-service/ledger';
import { checkDeadLetters } from '../checks/dead-letters.js';
import { checkDrained, checkMemory, checkProcesses } from '../checks/left-over.js';
import { httpCall } from '../clients/http-call.js';
import { startRecorder } from '../recorder/recorder.js';
import { randomOf } from '../plan/random.js';
import { openAccount } from '../service/account.js';
import { takeDeadLetters } from '../service/dead-letters.js';
import { drain } from '../service/drain.js';
import { startFaultyService } from '../service/faulty-service.js';
import { watchProcesses } from '../service/processes.js';
import { readAll } from './final-reads.js';
import { checkIsolation } from './isolation.js';
import type { RunOptions } from './options.js';
import type { RunResult } from './result.js';
import { warmUp } from './warm-up.js';
import { ANSWER_LIMIT, workUnderFaults } from './work-under-faults.js';

/** Of real time: a busy machine, and what is not divided by the speed. */
const ANSWER_MARGIN_MS = 15_000;
/** Functions, PostgreSQL with its connections, and its supervisor. */
const MAXIMUM_PROCESSES = 120;

/** Runs the service under faults, and checks what it promised. */
export const run = async (options: RunOptions, progress: (text: string) => void): Promise<RunResult> => {
  const { seed, speed } = options;
  const random = randomOf(seed);
  progress('starting the service');
  const service = await startFaultyService(speed);
  const watch = watchProcesses(service.local.process.pid ?? 0);
  const violations: Violation[] = [];
  try {
    const { local } = service;
    const account = await openAccount(local);
    const recorder = await startRecorder(local, account);
    const call = httpCall(local.api, local.token, (ANSWER_LIMIT * 1000) / speed + ANSWER_MARGIN_MS);
    progress('warming up');
    await warmUp(call, recorder, account, seed);
    const { statuses, poison, problems } = await workUnderFaults(
      options,
      random,
      service,
      account,
      recorder,
      call,
      progress,
    );
    violations.push(...problems);
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
      statuses,
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
