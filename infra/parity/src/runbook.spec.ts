import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment, WORKSPACE } from '@product-service/deployment';
import { TEMPLATES } from './templates.js';

const runbook = readFileSync(join(WORKSPACE, 'docs/runbook.md'), 'utf8');
const named = [...runbook.matchAll(/^ *QUEUE=(\w+)/gm)].map(([, name = '']) => name);
const deployment = readDeployment({ ENV: 'dev' });

const queues = (tool: 'sam' | 'terraform') =>
  Object.entries(TEMPLATES[tool](deployment).template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::SQS::Queue',
  );

it.each(named)('the runbook finds the queue %s and its dead letters', (name) => {
  const ofSam = queues('sam').filter(([logicalId]) => logicalId.includes(name));
  const ofTerraform = queues('terraform').filter(([, { Properties }]) =>
    String(Properties?.['QueueName']).startsWith(`ProductService-dev-${name}`),
  );
  expect([ofSam.length, ofTerraform.length]).toEqual([2, 2]);
});
