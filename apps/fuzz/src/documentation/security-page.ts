import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACKS } from '@product-service/jwt/testing';
import { format, resolveConfig } from 'prettier';
import { countsTable, headline, type Result } from '../core/result.js';
import { SUITES, type SuiteName } from '../core/run.js';

export const WORKSPACE = join(__dirname, '../../../..');
export const PAGE = join(WORKSPACE, 'docs/security.md');
const resultFile = (suite: SuiteName): string => join(WORKSPACE, `docs/fuzz/${suite}.json`);

/** The result that the page shows. */
export const savedResult = (suite: SuiteName): Result =>
  JSON.parse(readFileSync(resultFile(suite), 'utf8')) as Result;

/** Keeps a result, and shows it in the page. */
export const saveResult = async (result: Result): Promise<void> => {
  writeFileSync(resultFile(result.suite), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(PAGE, await currentPage());
};

/** The page with the attacks and results of today. */
export const currentPage = async (): Promise<string> => {
  const sections = {
    attacks: attacksTable(),
    ...Object.fromEntries(SUITES.map((suite) => [suite, resultSection(suite)])),
  };
  const text = Object.entries(sections).reduce(
    (page, [name, content]) => withSection(page, name, content),
    readFileSync(PAGE, 'utf8'),
  );
  return format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE });
};

const resultSection = (suite: SuiteName): string => {
  const result = savedResult(suite);
  return `${headline(result)}\n\n${countsTable(result.counts)}`;
};

const attacksTable = (): string =>
  Object.entries(ATTACKS)
    .map(([target, attacks]) => {
      const rows = attacks.map(({ name, expected }) => `| ${cell(name)} | ${expected} |`);
      return [
        `**On ${target}** (${attacks.length})`,
        '',
        '| attack | answer |',
        '| --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('_', '\\_').replaceAll('*', '\\*');

const END = '<!-- end -->';

/** Replaces what is between `<!-- made: name -->` and the next `<!-- end -->`. @throws Error if the page has no such place */
export const withSection = (page: string, name: string, content: string): string => {
  const begin = `<!-- made: ${name} -->`;
  const from = page.indexOf(begin);
  if (from < 0) throw new Error(`docs/security.md needs a place for the generated part: ${begin} … ${END}`);
  return `${page.slice(0, from)}${begin}\n\n${content}\n\n${page.slice(page.indexOf(END, from))}`;
};
