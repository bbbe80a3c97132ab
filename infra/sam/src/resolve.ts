/**
 * `nx resolve infra-sam`: expands `template.yaml` with AWS's own translator, and writes the result to `resolved.json`. Run it
 * after each change of the template.
 */
import { writeFileSync } from 'node:fs';
import { commandLine } from '@product-service/deployment';
import { RESOLVED_FILE, resolveTemplate } from './resolved-template.js';

commandLine(async () => {
  writeFileSync(RESOLVED_FILE, `${JSON.stringify(resolveTemplate(), undefined, 1)}\n`);
});
