import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENT_FILE, openApiText } from './document-file.js';
import { ROUTES } from './routes/index.js';

const WORKSPACE = join(__dirname, '../../..');

it('is what the code says: if not, run "npm run documents" and commit the file', async () => {
  expect(readFileSync(DOCUMENT_FILE, 'utf8')).toBe(await openApiText());
});

it('follows the recommended rules of Redocly', () => {
  const lint = join(WORKSPACE, 'node_modules/@redocly/cli/bin/cli.js');
  const options = ['lint', DOCUMENT_FILE, '--extends', 'recommended', '--format', 'json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const output = execFileSync(process.execPath, [lint, ...options], { encoding: 'utf8', env, stdio: 'pipe' });
  expect(JSON.parse(output)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
}, 60_000);

it('has exactly the routes of docs/contract.md, which a test of infra compares with the deployment', () => {
  const contract = readFileSync(join(WORKSPACE, 'docs/contract.md'), 'utf8');
  const rows = contract.matchAll(/^\| `(GET|POST|PUT|PATCH|DELETE) (\/[^` ]*)`/gm);
  const documented = [...rows].map(([, method, path]) => `${method} ${path}`);
  expect(Object.keys(ROUTES).toSorted()).toEqual(documented.toSorted());
});

it('leaves answers open for new fields', async () => {
  expect(await openApiText()).not.toContain('additionalProperties');
});
