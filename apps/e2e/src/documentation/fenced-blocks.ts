import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

/** A fenced block of a document. */
export interface Block {
  readonly document: string;
  /** Of its first line. */
  readonly line: number;
  /** `sh`: commands. `output`: what the block of commands before it prints. Others are not run. */
  readonly language: string;
  readonly text: string;
}

/** In the order in which a reader comes to them: later ones use what earlier ones made. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync(['docs/**/*.md', '{apps,libs}/**/README.md'], {
    cwd: workspaceRoot,
    exclude: ['**/node_modules/**', '**/dist/**'],
  }).sort(),
];

const FENCE = /^( *)```(\S*)[^\n]*\n(.*?)^ *```$/gms;

export const blocksOf = (document: string): Block[] => {
  const content = readFileSync(join(workspaceRoot, document), 'utf8');
  return [...content.matchAll(FENCE)].map(({ index, 1: indent = '', 2: language = '', 3: text = '' }) => ({
    document,
    line: content.slice(0, index).split('\n').length,
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
};

/** `<what to put here>` in a command. */
export const PLACEHOLDER = /<[^<>\n]+>/g;

/** What `bash -n` has to say about a text. Nothing means: complete, and without a syntax error. */
export const syntaxErrors = (text: string): string =>
  spawnSync('bash', ['-n'], { input: text.replaceAll(PLACEHOLDER, 'PLACEHOLDER'), encoding: 'utf8' }).stderr;

/** The commands of a block; one may have several lines. Comments are left out. */
export const commandsOf = ({ text }: Block): string[] => {
  const commands: string[] = [];
  let command = '';
  for (const line of text.split('\n')) {
    command += `${line}\n`;
    if (line.endsWith('\\') || syntaxErrors(command)) continue;
    commands.push(command.trim());
    command = '';
  }
  return [...commands, command.trim()].filter((one) => one && !one.startsWith('#'));
};
