import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { FOLDERS } from './consumer.js';

/** A code block of a package's README. */
export interface ReadmeExample {
  /** Package and number, e.g. `events-1`. */
  readonly name: string;
  readonly code: string;
  /** What it prints: the comment after each `console.log`. */
  readonly output: string;
  /** It calls a contract suite, so a test runner must run it. */
  readonly isSpec: boolean;
}

/** The TypeScript examples in the README of a package, in order. */
export const readmeExamples = (packageName: string): ReadmeExample[] => {
  const readme = readFileSync(join(workspaceRoot, FOLDERS[packageName] ?? '', 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
    name: `${packageName}-${index + 1}`,
    code,
    output: [...code.matchAll(/console\.log\(.*\); \/\/ (.*\n)/g)].map(([, line]) => line).join(''),
    isSpec: code.startsWith('// my-repository.spec.ts'),
  }));
};
