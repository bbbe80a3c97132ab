import { http } from './http/suite.js';
import { messages } from './messages/suite.js';
import { rest } from './rest/suite.js';
import { SUITES, type Finding, type Suite, type SuiteName, type SuiteResult } from './core/run.js';

/** What to run. */
export interface Plan {
  readonly seed: number;
  readonly inputs: number;
  readonly only?: SuiteName;
  /** Only this input of the suite. */
  readonly replay?: number;
}

const RUNS: Readonly<Record<SuiteName, Suite>> = { rest, messages, http };
/** Of the inputs. Sockets are slow. */
const SHARES: Readonly<Record<SuiteName, number>> = { rest: 0.6, messages: 0.38, http: 0.02 };

/** Runs the suites one after the other. */
export const runSuites = async (plan: Plan, progress: (message: string) => void): Promise<SuiteResult[]> => {
  const results: SuiteResult[] = [];
  for (const suite of SUITES) {
    if (plan.only !== undefined && plan.only !== suite) continue;
    results.push(await runSuite(suite, plan, progress));
  }
  return results;
};

const runSuite = async (
  suite: SuiteName,
  { seed, inputs, only, replay }: Plan,
  progress: (message: string) => void,
): Promise<SuiteResult> => {
  const count = only ? inputs : Math.round(inputs * SHARES[suite]);
  const indexes = replay === undefined ? Array.from({ length: count }, (_, index) => index) : [replay];
  const findings: Finding[] = [];
  const counts: Record<string, Record<string, number>> = {};
  const stops: (() => Promise<unknown> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  const interrupt = (): void => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const started = performance.now();
  try {
    await RUNS[suite]({
      seed,
      indexes,
      progress: (message) => progress(`${suite}: ${message}`),
      onEnd: (end) => void stops.push(end),
      find: (finding) => {
        findings.push({ suite, ...finding });
        if (findings.length <= 10) progress(`${suite}: ${finding.problem}`);
      },
      count: (target, outcome) => {
        const outcomes = (counts[target] ??= {});
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      },
    });
  } finally {
    await stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  return {
    suite,
    inputs: indexes.length,
    seconds: Math.round((performance.now() - started) / 1000),
    counts,
    findings,
  };
};
