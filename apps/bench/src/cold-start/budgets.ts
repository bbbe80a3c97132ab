import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WORKSPACE } from '../core/result.js';
import { FUNCTIONS } from './functions.js';

/** What a bundle contains. `apps/bundle.mjs` counts it. */
export interface Contents {
  readonly bytes: number;
  /** Bytes of each npm package, and of each project of this workspace. */
  readonly packages: Readonly<Record<string, number>>;
}

/** By bundle, e.g. `product-api/get-product`. */
export type ContentsByBundle = Readonly<Record<string, Contents>>;

/** A bundle may grow by this factor before somebody has to look at it: changed code always changes some bytes. */
const TOLERANCE = 1.02;
const FILE = join(__dirname, 'budgets.json');

export const readBudgets = (): ContentsByBundle => JSON.parse(readFileSync(FILE, 'utf8')) as ContentsByBundle;

export const writeBudgets = (contents: ContentsByBundle): void =>
  writeFileSync(FILE, `${JSON.stringify(contents, undefined, 2)}\n`);

/** The contents of the bundles that were built last. */
export const readContents = (): ContentsByBundle =>
  Object.fromEntries(
    Object.keys(FUNCTIONS).map((name) => {
      const file = join(WORKSPACE, 'dist/apps', dirname(name), 'contents.json');
      const bundles = JSON.parse(readFileSync(file, 'utf8')) as ContentsByBundle;
      const contents = bundles[name.slice(dirname(name).length + 1)];
      if (!contents) throw new Error(`${name} is not in ${file}: run "npx nx build ${dirname(name)}".`);
      return [name, contents];
    }),
  );

/** How bundles differ from their budgets, one line each. */
export const overspent = (contents: ContentsByBundle, budgets: ContentsByBundle): readonly string[] =>
  Object.entries(contents).flatMap(([name, actual]) => {
    const budget = budgets[name];
    if (!budget) return [`${name} has no budget.`];
    return [
      ...missing(actual, budget).map((added) => `${name} contains ${added}, which is new.`),
      ...missing(budget, actual).map((removed) => `${name} does not contain ${removed} any more.`),
      ...(actual.bytes > budget.bytes * TOLERANCE ? [`${name} has ${growthOf(actual, budget)}`] : []),
    ];
  });

const missing = ({ packages }: Contents, from: Contents): readonly string[] =>
  Object.keys(packages).filter((name) => !(name in from.packages));

const growthOf = (actual: Contents, budget: Contents): string => {
  const growths = Object.entries(actual.packages)
    .map(([name, bytes]) => ({ name, growth: bytes - (budget.packages[name] ?? 0) }))
    .filter(({ growth }) => growth > 0)
    .sort((one, other) => other.growth - one.growth)
    .map(({ name, growth }) => `${name} +${growth}`);
  return `${actual.bytes} bytes instead of ${budget.bytes}: ${growths.slice(0, 5).join(', ')}.`;
};
