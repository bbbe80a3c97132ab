import { saveEvents } from '@product-service/product/testing';
import { startOperator, type TestOperator } from './testing/operator.js';

let operator: TestOperator;
beforeEach(async () => {
  operator = await startOperator();
});
afterEach(() => operator.close());

describe('a reset', () => {
  const command = { command: 'reset', environment: 'alice' } as const;
  const purgeInProgress = Object.assign(new Error('wait'), { name: 'PurgeQueueInProgress' });

  it.each(['dev', 'prod'])('of %s is refused', async (environment) => {
    await saveEvents(operator.database, 'Latte', 1);
    expect(await operator.fail({ ...command, environment }, { environment })).toMatchObject({
      code: 'reset/not-allowed',
    });
    expect(await operator.database.find('LATTE')).toBeDefined();
  });

  it('is refused if the command names another environment', async () => {
    await saveEvents(operator.database, 'Latte', 1);
    expect(await operator.fail({ ...command, environment: 'bob' })).toMatchObject({
      code: 'reset/wrong-environment',
    });
    expect(await operator.database.find('LATTE')).toBeDefined();
  });

  it('only counts in a dry run', async () => {
    await saveEvents(operator.database, 'Latte', 2);
    await operator.giveUp('one');
    await operator.queues.send('two');
    expect(await operator.run({ ...command, dryRun: true })).toMatchObject({
      rows: { products: { count: 1 }, events: { count: 2 } },
      messages: 2,
    });
    expect(await operator.database.find('LATTE')).toBeDefined();
  });

  it('deletes rows, then messages', async () => {
    await saveEvents(operator.database, 'Latte', 2);
    await operator.giveUp('one');
    await operator.queues.send('two');
    expect(await operator.run(command)).toMatchObject({ deleted: { products: 1, events: 2 }, isDone: false });
    expect(await operator.run(command)).toMatchObject({ deleted: { products: 0, events: 0 }, isDone: true });
    expect(await operator.queues.deadLetters()).toEqual([]);
    expect(await operator.queues.receive()).toEqual([]);
  });

  it('waits until SQS accepts its purges again', async () => {
    const sqs = { ...operator.sqs, purge: () => Promise.reject(purgeInProgress) };
    expect(await operator.run(command, { sqs })).toMatchObject({ isDone: false, retryInSeconds: 10 });
  });

  it('fails if SQS refuses a purge for another reason', async () => {
    const sqs = {
      ...operator.sqs,
      purge: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' })),
    };
    expect(await operator.fail(command, { sqs })).toMatchObject({ code: 'dependency/access-denied' });
  });
});
