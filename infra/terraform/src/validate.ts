/** `nx validate infra-terraform`: checks the format of the configuration, and its meaning if Terraform is installed. */
import { commandLine, requireInstalled, run } from '@product-service/deployment';
import { readConfigurations } from './resolved-configurations.js';
import { CONFIGURATION, workingCopy } from './terraform.js';

commandLine(async () => {
  readConfigurations();
  requireInstalled('terraform');
  await run('terraform', ['fmt', '-check', '-recursive', '-diff'], { cwd: CONFIGURATION });
  const copy = workingCopy();
  try {
    console.log(copy.terraform(['validate', '-no-color']).trim());
  } finally {
    copy.remove();
  }
});
