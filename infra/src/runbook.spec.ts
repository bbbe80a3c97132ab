import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from './testing/synthesize.js';

const DOCS = join(__dirname, '../../docs');
const documents = ['runbook.md', 'deployment.md'].map((name) => readFileSync(join(DOCS, name), 'utf8'));
const [runbook = ''] = documents;
const template = synthesize('dev');
const resources = Object.entries(template.toJSON().Resources as Record<string, { Type: string }>);

/** All shell blocks, with a word in place of each `<placeholder>`. */
const commands = documents.flatMap((text) =>
  [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block.replaceAll(/<[^<>\n]+>/g, 'WORD')),
);

it.each(commands)('bash can parse %j', (block) => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

it('finds queues on all pages: describe-stack-resources returns 100 resources, and the stack has more', () => {
  expect(resources.length).toBeGreaterThan(100);
  for (const block of commands) expect(block).not.toContain('describe-stack-resources');
});

it('names existing queues', () => {
  const named = [...runbook.matchAll(/^ *QUEUE=(\w+)/gm)].map(([, name = '']) => name);
  expect(named).not.toEqual([]);
  const queues = resources.filter(([, { Type }]) => Type === 'AWS::SQS::Queue').map(([id]) => id);
  for (const name of named) expect(queues.filter((id) => id.includes(name))).toHaveLength(2);
});
