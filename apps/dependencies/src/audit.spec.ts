import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { advisoriesIn, NotAuditedError } from './audit-report.js';
import { EXCEPTIONS } from './exceptions.js';
import { problemsOf } from './judge.js';

const ADVISORY = {
  package: 'pg',
  id: 'GHSA-abcd-efgh-2345',
  severity: 'high',
  title: 'A hole',
  url: 'https://github.com/advisories/GHSA-abcd-efgh-2345',
};
const EXCEPTION = { package: 'pg', advisory: ADVISORY.id, reason: 'Not called.', reviewUntil: '2026-12-31' };

describe('an advisory', () => {
  it.each([
    ['without an exception is a problem', [ADVISORY], [], ['pg: high: A hole']],
    ['with an exception is none', [ADVISORY], [EXCEPTION], []],
    [
      'with an exception of another package is a problem',
      [ADVISORY],
      [{ ...EXCEPTION, package: 'kysely' }],
      ['pg: high', 'kysely: the exception'],
    ],
    [
      'with an expired exception is a problem',
      [ADVISORY],
      [{ ...EXCEPTION, reviewUntil: '2026-11-25' }],
      ['was valid until 2026-11-25'],
    ],
    ['that is gone makes its exception a problem', [], [EXCEPTION], ['is not needed any more']],
  ])('%s', (_, advisories, exceptions, parts) => {
    const problems = problemsOf(advisories, exceptions, '2026-11-26');
    expect(problems).toEqual(parts.map((part) => expect.stringContaining(part)));
  });

  it('is valid on the day until which its exception is', () => {
    expect(problemsOf([ADVISORY], [EXCEPTION], '2026-12-31')).toEqual([]);
    expect(problemsOf([ADVISORY], [EXCEPTION], '2027-01-01')).toHaveLength(1);
  });
});

it('every exception has a reason, and is reviewed within three months', () => {
  const latest = new Date(Date.now() + 92 * 24 * 3_600_000).toISOString();
  for (const { reason, reviewUntil } of EXCEPTIONS) {
    expect(reason).toMatch(/\w+ \w+/);
    expect(reviewUntil < latest).toBe(true);
  }
});

describe('the report', () => {
  it('of another kind means that nothing was audited', () => {
    for (const output of ['', 'text', '{}', '{"message":"405 Method Not Allowed"}'])
      expect(() => advisoriesIn(output)).toThrow(NotAuditedError);
    expect(() => advisoriesIn('{"message":"405 Method Not Allowed"}')).toThrow('405 Method Not Allowed');
  });
});

/** The command itself, with npm, against a registry of our own. */
describe('npm run audit', () => {
  const auditWith = async (listener: RequestListener): Promise<{ code: number | null; text: string }> => {
    const registry = createServer(listener).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const { port } = registry.address() as AddressInfo;
    const child = spawn('npm', ['run', '-s', 'audit', '--', '--registry', `http://127.0.0.1:${port}`], {
      cwd: join(__dirname, '../../..'),
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)));
    const [code] = (await once(child, 'close')) as [number | null];
    registry.close();
    return { code, text };
  };
  const answering =
    (advisories: object): RequestListener =>
    (request, response) => {
      request.resume();
      const isAudit = request.url?.endsWith('/advisories/bulk');
      response.writeHead(isAudit ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAudit ? advisories : {}));
    };

  it('passes if the registry knows no advisory', async () => {
    expect(await auditWith(answering({}))).toEqual({
      code: 0,
      text: expect.stringContaining('0 advisories'),
    });
  });

  it('fails for one without an exception, and names it', async () => {
    const { url, title, severity } = ADVISORY;
    const advisory = {
      id: 1,
      url,
      title,
      severity,
      vulnerable_versions: '*',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    };
    expect(await auditWith(answering({ pg: [advisory] }))).toEqual({
      code: 1,
      text: expect.stringContaining(`pg: high: A hole (${ADVISORY.id}`),
    });
  });

  it('says that nothing was audited if the registry has no audit endpoint', async () => {
    const refusing: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(405, { 'content-type': 'application/json' }).end('{}');
    };
    expect(await auditWith(refusing)).toEqual({
      code: 2,
      text: expect.stringContaining('Nothing was audited'),
    });
  });
});
