import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Benchmark, Table } from './benchmark.js';
import { tablesText, withTables } from './markdown.js';

export const WORKSPACE = join(__dirname, '../../../..');
export const DOCUMENTATION = join(WORKSPACE, 'docs/performance.md');

/** What a run measured, and where. */
export interface Result {
  readonly benchmark: string;
  readonly command: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly rounds: number;
  readonly tables: readonly Table[];
}

export const resultOf = ({ name }: Benchmark, rounds: number, tables: readonly Table[]): Result => ({
  benchmark: name,
  command: `npm run bench -- ${name} --rounds ${rounds}`,
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: WORKSPACE, encoding: 'utf8' }).trim(),
  machine: machine(),
  rounds,
  tables,
});

const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GB, Node.js ${process.version}`;
};

/** The tables in the documentation, with the command that made them. */
export const resultText = ({ command, date, machine, tables }: Result): string =>
  `${tablesText(tables)}\n\n\`${command}\` on ${date}, ${machine}.`;

const fileOf = (name: string): string => join(WORKSPACE, `docs/benchmarks/${name}.json`);

export const readResult = (name: string): Result => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Result;

/** Keeps the result as JSON, and its tables in the documentation. */
export const saveResult = async (result: Result): Promise<void> => {
  writeFileSync(fileOf(result.benchmark), `${JSON.stringify(result, undefined, 2)}\n`);
  const documentation = readFileSync(DOCUMENTATION, 'utf8');
  writeFileSync(
    DOCUMENTATION,
    await formatted(withTables(documentation, result.benchmark, resultText(result))),
  );
};

export const formatted = async (text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(DOCUMENTATION)), parser: 'markdown' });
