/**
 * `nx facts infra-parity --tool=sam`: prints everything that the tool would deploy for `ENV`, one fact a line. Default: `cdk`.
 */
import { parseArgs } from 'node:util';
import { commandLine } from '@product-service/deployment';
import { deployedFacts } from './compare.js';
import { TEMPLATES, type Tool } from './templates.js';

const TOOLS = Object.keys(TEMPLATES) as readonly Tool[];

commandLine(async (args) => {
  const { tool: name = 'cdk' } = parseArgs({ args: [...args], options: { tool: { type: 'string' } } }).values;
  const tool = TOOLS.find((it) => it === name);
  if (!tool) throw new Error(`--tool is "${name}": set it to ${TOOLS.join(', ')}.`);
  process.stdout.write(`${deployedFacts(tool, process.env).join('\n')}\n`);
});
