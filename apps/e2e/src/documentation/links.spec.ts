import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { DOCUMENTS } from './fenced-blocks.js';

const read = (document: string) => readFileSync(join(workspaceRoot, document), 'utf8');

/** Targets of links within the repository: `file`, `file#heading` or `#heading`. */
const linksIn = (document: string): string[] =>
  [...read(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);

/** Anchors of a document's headings, as GitHub makes them. */
const anchorsIn = (document: string): string[] =>
  [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

it.each(DOCUMENTS)('the links of %s lead to files and headings that exist', (document) => {
  const broken = linksIn(document).filter((link) => {
    const [path, anchor] = link.split('#');
    const target = path ? join(dirname(document), path) : document;
    return !existsSync(join(workspaceRoot, target)) || (anchor && !anchorsIn(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});
