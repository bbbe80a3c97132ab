import { PassThrough } from 'node:stream';
import { confirm } from './confirm.js';
import { UsageError } from './failure.js';

const terminal = (isTTY: boolean) => {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  return { input, output };
};
const ask = { question: 'All will be deleted.', expected: 'alice', yes: false };

describe('a question before something is destroyed', () => {
  it.each([
    ['alice', true],
    [' alice ', true],
    ['yes', false],
    ['', false],
    ['ALICE', false],
  ])('is answered by %j: %p', async (typed, isConfirmed) => {
    const { input, output } = terminal(true);
    input.write(`${typed}\n`);
    expect(await confirm(ask, { input, output })).toBe(isConfirmed);
    expect(String(output.read())).toContain('All will be deleted.\nType "alice" to continue: ');
  });

  it('is answered with no if the input ends', async () => {
    const { input, output } = terminal(true);
    input.end();
    expect(await confirm(ask, { input, output })).toBe(false);
  });

  it('is not asked with --yes', async () => {
    const { input, output } = terminal(false);
    expect(await confirm({ ...ask, yes: true }, { input, output })).toBe(true);
    expect(output.read()).toBeNull();
  });

  it('cannot be asked without a terminal', async () => {
    await expect(confirm(ask, terminal(false))).rejects.toThrow(UsageError);
  });
});
