import { cruise } from './cruise.js';

/** What a picture shows: files to read, and the folders that are one node each, as a regular expression. */
export interface View {
  readonly files: string[];
  readonly nodes: string;
}

/** The pictures in docs/architecture.md. */
export const VIEWS: Readonly<Record<string, View>> = {
  workspace: {
    files: ['apps', 'libs', 'infra'],
    nodes: '^(apps/[^/]+|libs/(domain|adapters)/[^/]+|libs/observability|infra/[^/]+)(?=/)',
  },
  local: { files: ['apps/local/src'], nodes: '^apps/local/src/(services/)?[^/]+(?=/)' },
};

const ARROW = '-->';

/** The import graph as a Mermaid flowchart. The same imports give the same text, whatever their order in the files. */
export const draw = ({ files, nodes }: View, workspace?: string): string => {
  const flags = ['-T', 'mermaid', '--include-only', `^(${files.join('|')})/`, '--collapse', nodes];
  const lines = cruise('folders', { ...(workspace && { workspace }), files, flags })
    .trim()
    .split('\n');
  const arrows = lines.flatMap((line): Arrow[] => {
    const [from, to] = line.split(ARROW);
    return from && to ? [[from, to]] : [];
  });
  return [
    ...lines
      .filter((line) => !line.includes(ARROW))
      .map((line) => line.replace('flowchart LR', 'flowchart TD')),
    ...withoutImplied(arrows)
      .map((arrow) => arrow.join(` ${ARROW} `))
      .sort(),
    '',
  ].join('\n');
};

type Arrow = readonly [from: string, to: string];

/** Leaves out an arrow when other arrows lead to the same node: few readers could follow the picture with all. */
const withoutImplied = (arrows: readonly Arrow[]): readonly Arrow[] => {
  const next = (node: string): string[] => arrows.filter(([from]) => from === node).map(([, to]) => to);
  const reach = (node: string, reached = new Set<string>()): ReadonlySet<string> => {
    for (const to of next(node)) if (!reached.has(to)) reach(to, reached.add(to));
    return reached;
  };
  const isInCircle = ([from, to]: Arrow) => reach(to).has(from);
  const isImplied = ([from, to]: Arrow) => next(from).some((other) => other !== to && reach(other).has(to));
  return arrows.filter((arrow) => isInCircle(arrow) || !isImplied(arrow));
};

const BLOCK = /(<!-- npm run graph: (\w+) -->\n\n```mermaid\n)[^`]*(```\n)/g;

/** A document with its pictures as they are drawn today. */
export const withPictures = (document: string): string =>
  document.replace(BLOCK, (_, start: string, name: string, end: string) => {
    const view = VIEWS[name];
    if (!view) throw new Error(`No view "${name}": the views are ${Object.keys(VIEWS).join(', ')}.`);
    return start + draw(view) + end;
  });
