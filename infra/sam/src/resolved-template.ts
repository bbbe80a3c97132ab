import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationTemplate } from '@product-service/cloud-formation';

const FOLDER = join(__dirname, '..');
export const TEMPLATE_FILE = join(FOLDER, 'template.yaml');

/** The committed expansion: who changes only code needs no Python. */
export const RESOLVED_FILE = join(FOLDER, 'resolved.json');

/** The template as CloudFormation, and the text that it was made from. */
export interface ResolvedTemplate {
  /** SHA-256 of `template.yaml`. */
  readonly source: string;
  readonly template: CloudFormationTemplate;
}

export const sourceHash = (): string => hash('sha256', readFileSync(TEMPLATE_FILE, 'utf8'));

/** The committed expansion. @throws Error if it is older than `template.yaml` */
export const readResolvedTemplate = (): CloudFormationTemplate => {
  const { source, template } = JSON.parse(readFileSync(RESOLVED_FILE, 'utf8')) as ResolvedTemplate;
  if (source === sourceHash()) return template;
  throw new Error('infra/sam/resolved.json is older than template.yaml: run "npx nx resolve infra-sam".');
};

/** Whether this machine has the translator. */
export const canResolve = (): boolean =>
  spawnSync('python3', ['-c', 'import samtranslator'], { stdio: 'ignore' }).status === 0;

/** Expands the template. @throws Error that says what is not installed, or what the translator rejects */
export const resolveTemplate = (): ResolvedTemplate => {
  if (!canResolve()) {
    throw new Error(
      'AWS’s SAM translator is not installed: run "pip install aws-sam-translator" with Python 3.',
    );
  }
  const { status, stdout, stderr } = spawnSync('python3', [join(__dirname, 'expand.py'), TEMPLATE_FILE], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`The translator rejects infra/sam/template.yaml:\n${stderr}`);
  return { source: sourceHash(), template: JSON.parse(stdout) as CloudFormationTemplate };
};
