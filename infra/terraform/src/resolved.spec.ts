import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateFindings } from '@product-service/cloud-formation/template-findings';
import { isInstalled, readDeployment } from '@product-service/deployment';
import { deployedTemplate } from './deployed-template.js';
import { readConfigurations, resolveConfigurations } from './resolved-configurations.js';
import { CONFIGURATION, NoProviderError, type WorkingCopy, workingCopy } from './terraform.js';

/** Undefined: Terraform, or its AWS provider, is not on this machine. CI has both, so there it is an error. */
const openCopy = (): WorkingCopy | undefined => {
  if (!isInstalled('terraform')) return undefined;
  try {
    return workingCopy();
  } catch (error) {
    if (error instanceof NoProviderError && !process.env['CI']) return undefined;
    throw error;
  }
};
const copy = openCopy();
afterAll(() => copy?.remove());
const itWithTerraform = copy ? it : it.skip;

it('the committed results are of the configuration of today; if this fails, run "npx nx resolve infra-terraform"', () => {
  expect(() => readConfigurations()).not.toThrow();
});

it('a deployment that keeps its state in a file does not make the results look old', () => {
  const override = join(CONFIGURATION, 'spec_override.tf');
  writeFileSync(override, 'terraform {}\n');
  try {
    expect(() => readConfigurations()).not.toThrow();
  } finally {
    rmSync(override);
  }
});

itWithTerraform(
  'Terraform evaluates the configuration to what is committed',
  () => {
    expect(resolveConfigurations()).toEqual(readConfigurations());
  },
  900_000,
);

it('everything has the tags that were evaluated', () => {
  expect(readFileSync(join(CONFIGURATION, 'versions.tf'), 'utf8')).toMatch(
    /provider "aws" \{\s+default_tags \{\s+tags = local\.tags\s+\}/,
  );
});

it('AWS’s validator finds nothing in what Terraform would create', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infra-terraform-findings-'));
  const file = join(folder, 'template.json');
  const template = deployedTemplate(readDeployment({ ENV: 'standalone' }));
  writeFileSync(file, JSON.stringify(template));
  // W3005: Terraform lists all dependencies, also those that follow from references.
  expect(templateFindings(file, [/^W3005 /])).toEqual([]);
  rmSync(folder, { recursive: true });
});

itWithTerraform('the configuration is valid', () => {
  expect(copy?.terraform(['validate', '-no-color'])).toContain('The configuration is valid');
});

(isInstalled('terraform') ? it : it.skip)('the configuration is formatted', () => {
  const { stdout } = spawnSync('terraform', ['fmt', '-check', '-recursive'], {
    cwd: CONFIGURATION,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});
