import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateFindings } from '@product-service/cloud-formation/template-findings';
import { withAssembly } from './testing/synthesize.js';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly object[];
    readonly suppressedViolations: readonly { readonly ruleName: string; readonly reason: string }[];
  }[];
}

/** Together, the two contain every type of resource. */
const DEPLOYMENTS = [{ ENV: 'alice' }, { ENV: 'dev', ENABLE_CLOUDWATCH_LOGS: 'Y' }];

delete process.env['CDK_VALIDATION'];
const checks = DEPLOYMENTS.map((variables) =>
  withAssembly(variables, (_, directory) => ({
    name: variables.ENV,
    report: JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report,
    // W3005: CDK's functions depend on their roles twice.
    findings: templateFindings(join(directory, 'ProductService.template.json'), [/^W3005 /]),
    cfnLint: spawnSync(
      'cfn-lint',
      ['--ignore-checks', 'W3005', '--', join(directory, 'ProductService.template.json')],
      { encoding: 'utf8' },
    ),
  })),
);

it.each(checks)("$name has no finding of cdk-nag or of CDK's own rules", ({ report }) => {
  expect(report.pluginReports.map(({ pluginName }) => pluginName)).toContain('AwsSolutions');
  expect(report.pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
});

it.each(checks)('the report on $name is the same on every machine', ({ report }) => {
  expect(JSON.stringify(report)).not.toContain(join(__dirname, '../..'));
});

it('is exempt from these rules only, each with a reason', () => {
  const exemptions = checks.flatMap(({ report }) =>
    report.pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations),
  );
  expect([...new Set(exemptions.map(({ ruleName }) => ruleName))].sort()).toEqual(
    ['APIG1', 'APIG2', 'APIG3', 'APIG4', 'APIG6', 'COG4', 'SMG4', 'SQS3'].map(
      (rule) => `AwsSolutions-${rule}`,
    ),
  );
  for (const { reason } of exemptions) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

it.each(checks)("$name has no finding of AWS's validator", ({ findings }) => {
  expect(findings).toEqual([]);
});

const isInstalled = checks.every(({ cfnLint }) => !cfnLint.error);
(isInstalled ? it : it.skip).each(checks)('$name has no finding of cfn-lint', ({ cfnLint }) => {
  expect(cfnLint.stdout + cfnLint.stderr).toBe('');
});
