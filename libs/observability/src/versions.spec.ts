import { pathwayTo } from './testing/pathway.js';
import { messageSpan, runProgram } from './testing/run-program.js';

describe('an event that is published in two versions at the same time', () => {
  it('has a span and a pathway for each, which both begin at the private event', async () => {
    const run = await runProgram('versions');
    const process = messageSpan(run, 'process product.productCreated');
    for (const type of ['product.productCreated.v1', 'product.productCreated.v2']) {
      const { traceId, parentId } = messageSpan(run, `publish ${type}`);
      expect({ traceId, parentId }).toEqual({ traceId: process.traceId, parentId: process.spanId });
      expect(pathwayTo(`out eventbridge ${type}`, run)).toEqual([
        'out outbox product.productCreated',
        'in outbox product.productCreated',
        'out sns product.productCreated',
        'in sns product.productCreated',
        `out eventbridge ${type}`,
      ]);
      expect(run.changes).toContainEqual({ id: 'LATTE@1', checkpoint: `publish ${type}` });
    }
    expect(run.checkpoints).toHaveLength(6);
  });
});
