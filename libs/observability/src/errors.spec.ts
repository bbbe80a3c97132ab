import { messageSpan, runProgram, type Run } from './testing/run-program.js';

describe('an error', () => {
  const errors = ({ spans }: Run) =>
    spans.filter(({ isError }) => isError).map(({ resource, tags }) => [resource, tags['product.id']]);

  it('is recorded once, on the failed step; its message gets the outcome failed', async () => {
    const run = await runProgram('failing');
    expect(errors(run)).toEqual([['publish product.productCreated.v1', 'BROKEN']]);
    expect(messageSpan(run, 'publish product.productCreated.v1', 'BROKEN').tags).toMatchObject({
      'error.type': 'Error',
      'error.message': 'The broker refuses this.',
      'error.stack': expect.stringContaining('programs.ts'),
    });
    expect(messageSpan(run, 'process product.productCreated', 'BROKEN').tags['product.outcome']).toBe(
      'failed',
    );
    expect(messageSpan(run, 'process product.productCreated').tags).not.toHaveProperty('product.outcome');
  });

  it('of several events is recorded on each of them', async () => {
    expect(errors(await runProgram('failingTogether')).map(([, productId]) => productId)).toEqual([
      'ONE',
      'TWO',
    ]);
  });

  it('and text of senders is cut if it is long', async () => {
    const { spans } = await runProgram('long');
    expect(spans).toHaveLength(1);
    for (const tag of ['messaging.message.id', 'product.id', 'error.message'])
      expect(spans[0]!.tags[tag]).toBe(`${'x'.repeat(980)}… (20000 characters)`);
    expect(spans[0]!.tags['error.stack']).toMatch(/^RangeError: x{980}… .*\n +at .*programs\.ts/);
  });

  it('of an unreadable message is recorded on its span', async () => {
    const { spans } = await runProgram('unreadable');
    expect(spans).toMatchObject([
      {
        resource: 'process unreadable message',
        isError: true,
        links: [],
        tags: { 'error.type': 'TypeError', 'messaging.message.id': 'message' },
      },
    ]);
  });
});
