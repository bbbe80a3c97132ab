import { execFile } from 'node:child_process';
import { readFileSync, mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documentText } from './document.js';
import { DOCUMENT_FILE } from './document-file.js';

const REDOCLY = join(__dirname, '../../../node_modules/@redocly/cli/bin/cli.js');
/** It sends usage statistics and looks for updates unless it is told not to. */
const OFFLINE = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** The rules that the document breaks, as the linter names them. */
const lint = async (file: string): Promise<string[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [REDOCLY, 'lint', file, '--format=json'], {
    env: { ...process.env, ...OFFLINE, NODE_OPTIONS: '' },
  }).catch((error: { stdout: string }) => error);
  const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; message: string }[] };
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
};

it('docs/api/asyncapi.yaml is made from the catalogue and the schemas of today; if this fails, run "npm run documents"', () => {
  expect(readFileSync(DOCUMENT_FILE, 'utf8')).toBe(documentText());
});

it('has no finding of the linter', async () => {
  expect(await lint(DOCUMENT_FILE)).toEqual([]);
});

it('would have findings if it were not AsyncAPI', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asyncapi-'));
  const broken = join(folder, 'asyncapi.yaml');
  writeFileSync(broken, documentText().replace('action: send', 'action: shout'));
  expect(await lint(broken)).toEqual([expect.stringMatching(/^struct: /)]);
  rmSync(folder, { recursive: true });
});
