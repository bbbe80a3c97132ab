import { spawnSync } from 'node:child_process';
import { isInstalled } from '@product-service/deployment';
import { findings } from './findings.js';
import { canResolve, readResolvedTemplate, resolveTemplate, TEMPLATE_FILE } from './resolved-template.js';

it('the committed expansion is of the template of today; if this fails, run "npx nx resolve infra-sam"', () => {
  expect(() => readResolvedTemplate()).not.toThrow();
});

(canResolve() ? it : it.skip)('AWS’s translator expands the template to what is committed', () => {
  expect(resolveTemplate().template).toEqual(readResolvedTemplate());
});

it('AWS’s validator finds nothing in the template', () => {
  expect(findings()).toEqual([]);
});

(isInstalled('cfn-lint') ? it : it.skip)('cfn-lint finds nothing in the template', () => {
  const { stdout, stderr } = spawnSync('cfn-lint', ['--', TEMPLATE_FILE], { encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});

it('no role has a policy of AWS, and every function has a role of its own', () => {
  const resources = Object.values(readResolvedTemplate().Resources);
  const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const roles = functions.map(({ Properties }) => JSON.stringify(Properties?.['Role']));
  expect(new Set(roles).size).toBe(functions.length);
  expect(JSON.stringify(resources)).not.toContain('policy/service-role');
});
