import { lambdaError, startFakeLambda, type FakeLambda, type LambdaAnswer } from './testing/fake-lambda.js';
import { runProgram } from './testing/run.js';

jest.setTimeout(60_000);

let lambda: FakeLambda | undefined;
afterEach(async () => {
  await lambda?.stop();
  lambda = undefined;
});

/** Runs it against a Lambda with these answers. */
const run = async (answers: readonly LambdaAnswer[], args: readonly string[], interruptAt?: string) => {
  lambda = await startFakeLambda(...answers);
  return runProgram(args, { AWS_ENDPOINT_URL: lambda.endpoint }, interruptAt);
};
const result = (value: unknown): LambdaAnswer => ({ body: { result: value } });

describe('a call that fails', () => {
  it.each([
    ['no such function', lambdaError(404, 'ResourceNotFoundException'), 'call/no-function', 'deploy'],
    ['no permission', lambdaError(403, 'AccessDeniedException'), 'call/access-denied', '#operators'],
    ['no credentials', lambdaError(403, 'UnrecognizedClientException'), 'call/no-credentials', 'Log in'],
    ['throttled', lambdaError(429, 'TooManyRequestsException'), 'call/throttled', 'Try again in a minute'],
    [
      'a crash',
      { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorMessage: 'out of memory' } },
      'function/crashed',
      'out of memory. Try again',
    ],
    [
      'an error of the function',
      { body: { error: { code: 'internal', message: 'told' } } },
      'internal',
      'told',
    ],
  ])('%s: is told with its code, and what to do next', async (_, answer, code, message) => {
    const { exitCode, stdout, stderr } = await run([answer], ['status', '--json']);
    expect(JSON.parse(stdout)).toEqual({ error: { code, message: expect.stringContaining(message) } });
    expect([exitCode, stderr]).toEqual([1, '']);
  });

  it('says how to start the service if nothing answers', async () => {
    const AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    expect(await runProgram(['status'], { AWS_ENDPOINT_URL })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'Nothing answers at http://127.0.0.1:1. Start the service with "npm start", or set AWS_ENDPOINT_URL.\n',
    });
  });

  it('names the variable of a missing region', async () => {
    const { exitCode, stdout } = await runProgram(['status', '--env', 'dev', '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'call/no-region' } }]);
  });
});

describe('wrong usage', () => {
  it.each([
    [['nonsense']],
    [['status', '--nonsense']],
    [['outbox', 'list', '--limit', '0']],
    [['outbox', 'list', '--after', 'x']],
    [['outbox', 'release']],
    [['outbox', 'discard', '--yes', 'not-an-id']],
    [['dead-letters', 'show']],
    [['dead-letters', 'delete', 'Queue', '--yes']],
    [['announce']],
    [['announce', '--all', '--ids', 'A']],
    [['announce', '--since', 'yesterday']],
  ])('%j exits with 2, one JSON document, and sends nothing', async (args) => {
    const { exitCode, stdout } = await run([], [...args, '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'usage' } }]);
    expect(lambda?.commands).toEqual([]);
  });

  it.each([
    [['outbox', 'discard', '5b5ee1ee-97e5-4a0e-9a6b-0f4ec1f9d1a1']],
    [['dead-letters', 'delete', 'Queue', '--all']],
    [['reset']],
  ])('%j asks on a terminal, so without one it sends nothing', async (args) => {
    const { exitCode, stderr } = await run([], args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Add --yes, or try --dry-run')]);
    expect(lambda?.commands).toEqual([]);
  });

  it('--help is no error', async () => {
    const { exitCode, stdout } = await runProgram(['--help']);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Examples:')]);
  });
});

describe('a result', () => {
  const message = (body: string) =>
    result({ messages: [{ id: '1', since: 's', reason: 'r', body, attributes: {} }], omitted: 0 });

  it('with control characters does not reach the terminal', async () => {
    const body = 'a\u001b[2Jb\u009bc\u202ed';
    const human = await run([message(body)], ['dead-letters', 'show', 'Queue']);
    expect(human.stdout).toContain('a\\u001b[2Jb\\u009bc\\u202ed');
    await lambda?.stop();
    const json = await run([message(body)], ['dead-letters', 'show', 'Queue', '--json']);
    expect(json.stdout).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(JSON.parse(json.stdout)).toMatchObject({ messages: [{ body }] });
  });
});

describe('work of many calls', () => {
  it('deletes until nothing is left, with its progress on stderr', async () => {
    const step = (products: number, isDone: boolean) =>
      result({ dryRun: false, deleted: { products, events: 0, requests: 0 }, isDone, retryInSeconds: 0 });
    const { exitCode, stdout, stderr } = await run(
      [step(1000, false), step(5, false), step(0, true)],
      ['reset', '--yes', '--json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({ deleted: { products: 1005 } });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('deleted 1005 products')]);
    expect(lambda?.commands).toHaveLength(3);
  });

  it('releases all parked events page by page', async () => {
    const page = (id: string, next?: string) =>
      result({ done: [id], notFound: [], notParked: [], changedMeanwhile: 0, next });
    const position = Buffer.from('["A",1,"5b5ee1ee-97e5-4a0e-9a6b-0f4ec1f9d1a1"]').toString('base64url');
    const { exitCode, stdout } = await run(
      [page('1', position), page('2')],
      ['outbox', 'release', '--all-parked', '--json'],
    );
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { done: ['1', '2'] }]);
    expect(lambda?.commands).toMatchObject([{ dryRun: false }, { after: position }]);
  });

  it('shows the progress of a redrive, also of one that somebody else has started', async () => {
    const running = { body: { error: { code: 'dead-letters/redrive-running', message: 'wait' } } };
    const progress = (status: string, moved: number) => result({ status, moved, toMove: 9 });
    const { exitCode, stdout, stderr } = await run(
      [running, progress('running', 4), progress('completed', 9)],
      ['dead-letters', 'redrive', 'Queue', '--json'],
    );
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { status: 'completed', moved: 9 }]);
    expect(stderr).toBe('redriven 4 of 9 messages …\n');
  });

  it('tells the command that continues an announcement that was interrupted', async () => {
    const after = Buffer.from('["A",null]').toString('base64url');
    const page = result({ announced: 100, next: after, mustWait: false });
    const busy = result({ announced: 0, next: after, mustWait: true });
    const interrupted = await run([page, busy], ['announce', '--all', '--json'], 'waiting');
    const { error } = JSON.parse(interrupted.stdout) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: 'operate/interrupted', announced: 100 });
    expect(error['resume']).toBe(
      `npm run -s operate -- announce --env local --all --announcement ${error['announcementId']} --after ${after}`,
    );
    expect(interrupted.exitCode).toBe(1);
    await lambda?.stop();

    const args = error['resume']!.split(' ').slice(5);
    const resumed = await run(
      [result({ announced: 7, mustWait: false })],
      ['announce', ...args.slice(1), '--json'],
    );
    expect([resumed.exitCode, JSON.parse(resumed.stdout)]).toMatchObject([0, { announced: 7 }]);
    expect(lambda?.commands).toEqual([
      {
        command: 'announce',
        announcementId: error['announcementId'],
        which: { kind: 'all' },
        dryRun: false,
        after,
      },
    ]);
  });

  it('announces more ids than the function takes at once, and continues with those that are left', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `P${index}`).join(',');
    const failure = { body: { error: { code: 'dependency/unavailable', message: 'Wait.' } } };
    const { exitCode, stdout } = await run(
      [result({ announced: 100, mustWait: false }), failure],
      ['announce', '--ids', ids, '--json'],
    );
    const { error } = JSON.parse(stdout) as { error: Record<string, string> };
    expect([exitCode, error['code'], error['announced']]).toEqual([1, 'dependency/unavailable', 100]);
    expect(error['resume']).toContain(`--ids ${ids.split(',').slice(100).join(',')} --announcement`);
  });
});
