/**
 * `nx validate infra-sam`: checks the template with AWS's validator, and with cfn-lint and the SAM CLI if they are installed.
 */
import { commandLine, isInstalled, run } from '@product-service/deployment';
import { findings } from './findings.js';
import { readResolvedTemplate, TEMPLATE_FILE } from './resolved-template.js';

commandLine(async () => {
  readResolvedTemplate();
  const found = findings();
  if (found.length > 0) throw new Error(`infra/sam/template.yaml:\n  ${found.join('\n  ')}`);
  if (isInstalled('cfn-lint')) await run('cfn-lint', ['--', TEMPLATE_FILE]);
  else console.log('cfn-lint is not installed, so it checked nothing.');
  // SAM wants a region, although the check is offline.
  const variables = { AWS_DEFAULT_REGION: process.env['AWS_REGION'] || 'us-east-1' };
  if (isInstalled('sam')) {
    await run('sam', ['validate', '--lint', '--template-file', TEMPLATE_FILE], { variables });
  } else console.log('sam is not installed, so it checked nothing.');
  console.log('infra/sam/template.yaml is valid.');
});
