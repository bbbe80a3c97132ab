import { readDeployment } from '@product-service/deployment';
import { evaluateTemplate } from './evaluate-template.js';
import { EXCEPTIONS, type Exception } from './exceptions.js';
import { factsOf } from './facts.js';
import { TEMPLATES, type Tool } from './templates.js';
import type { TaggedTemplate } from './cdk-template.js';

/** Everything that a template creates, with its tags, one fact a line. */
export const factsOfTemplate = ({ template, tags }: TaggedTemplate): readonly string[] => [
  ...factsOf(evaluateTemplate(template)),
  ...Object.entries(tags)
    .map(([name, value]) => `tag ${name} = ${value}`)
    .sort(),
];

/** The facts of the deployment with these variables. */
export const deployedFacts = (tool: Tool, variables: NodeJS.ProcessEnv): readonly string[] =>
  factsOfTemplate(TEMPLATES[tool](readDeployment(variables)));

/** The lines that only one has: `- ` of the first, `+ ` of the second. A line counts as often as it is there. */
export const difference = (facts: readonly string[], others: readonly string[]): readonly string[] => {
  const without = (lines: readonly string[], removed: readonly string[]): readonly string[] => {
    const left = Map.groupBy(removed, (line) => line);
    return lines.filter((line) => left.get(line)?.pop() === undefined);
  };
  return [
    ...without(facts, others).map((line) => `- ${line}`),
    ...without(others, facts).map((line) => `+ ${line}`),
  ];
};

/** Leaves out what an exception allows. */
export const withoutExceptions = (
  tool: Tool,
  differences: readonly string[],
  exceptions: readonly Exception[] = EXCEPTIONS,
): readonly string[] =>
  differences.filter((line) => !exceptions.some((it) => it.tool === tool && it.lines.test(line.slice(2))));
