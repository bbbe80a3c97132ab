import { spawnSync } from 'node:child_process';
import { advisoriesIn, NotAuditedError } from './audit-report.js';
import { EXCEPTIONS } from './exceptions.js';
import { problemsOf } from './judge.js';

/**
 * Asks the registry about all installed packages. Exit code 0: no advisory without a valid exception. 1: there is one. 2: nothing
 * was audited.
 * @param options of `npm audit`, e.g. `--omit dev`
 */
export const audit = (options: readonly string[]): void => {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...options], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  try {
    const advisories = advisoriesIn(stdout ?? '');
    const problems = problemsOf(advisories, EXCEPTIONS, new Date().toISOString().slice(0, 10));
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`${advisories.length} advisories, each with a reviewed exception.`);
  } catch (error) {
    if (!(error instanceof NotAuditedError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
};
