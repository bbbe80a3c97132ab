import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Service } from '../service.js';

const MAIN = join(__dirname, 'main.ts');

/** Not synchronous: the service writes to this process meanwhile. @throws an error with the output */
const runContract = (...options: string[]): Promise<{ stderr: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', MAIN, ...options], {
    cwd: join(__dirname, '../..'),
    // Nx asks for colours, which would be in the output.
    env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.json', FORCE_COLOR: '0' },
  });

describe('the contract suite as a command', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  }, 120_000);
  afterAll(() => service.stop());

  it('passes against a running service, and leaves nothing behind', async () => {
    const { api, aws } = service.local;
    const { stderr } = await runContract('--api', api, '--aws', aws);
    expect(stderr).toMatch(/Tests: +\d+ passed, \d+ total/);
    expect(await service.request('GET', '/product')).toMatchObject({ status: 200, body: { data: [] } });
    expect(await service.queueUrls(/inbox/)).toEqual([]);
  }, 120_000);

  it('fails if there is no service, and skips what needs the secret if it gets a token', async () => {
    const call = runContract('--api', 'http://localhost:1', '--aws', service.local.aws, '--token', 'x');
    await expect(call).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/skipped.*failed|failed.*skipped/),
    });
  }, 120_000);

  it('says what to give', async () => {
    await expect(runContract()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--api <url>[^]*--aws <endpoint or region>[^]*--token <jwt>/),
    });
  });
});
