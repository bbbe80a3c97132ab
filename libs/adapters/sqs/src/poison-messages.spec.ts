import { ERRORS, useFailingConsumer, withReceives } from './testing/failing-consumer.js';
import { runConsumerProcess } from './testing/run-consumer-process.js';
import { stockMessage } from './testing/stock-message.js';

describe('a message', () => {
  const { queues, handled, consume, visibleAfter } = useFailingConsumer();

  it('that may be poison is handled alone, after the others are deleted', async () => {
    for (const id of ['A', 'B', 'AWAY', 'SUSPECT', 'SUSPECT2']) await queues().send(stockMessage(id));
    const records = await queues().receive();
    const suspicious = records.map((record) =>
      record.body.includes('SUSPECT') ? withReceives(record, 6) : record,
    );
    const depths: unknown[] = [];
    let atATime = 0;
    const failed = await consume(suspicious, {
      handle: async ({ data: { productId } }) => {
        if (productId === 'AWAY') throw ERRORS['AWAY'];
        if (!productId.startsWith('SUSPECT')) return;
        atATime += 1;
        expect(atATime).toBe(1);
        // What would be left if the process died now.
        depths.push(await queues().depth());
        atATime -= 1;
      },
    });
    // AWAY, and the suspects that are not deleted yet.
    const hidden = (count: string) => ({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: count,
    });
    expect(depths).toEqual([hidden('3'), hidden('2')]);
    expect(failed).toEqual([stockMessage('AWAY')]);
  });

  it('that kills the process does not affect the others, and is retried after its own delay', async () => {
    // Short, so that messages without their own delay reappear soon.
    await queues().setVisibilityTimeout(8);
    for (const id of ['A', 'B', 'KILLER']) await queues().send(stockMessage(id));
    const records = await queues().receive();
    const suspicious = records.map((record) =>
      record.body.includes('KILLER') ? withReceives(record, 6) : record,
    );
    expect(await runConsumerProcess(queues(), suspicious)).toBe('SIGKILL');
    expect(await visibleAfter(9)).toEqual([]);
    expect(await queues().depth()).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    expect(await queues().deadLetters()).toEqual([]);
  }, 60_000);

  it('that may be poison keeps its delay even if there was no time to handle it', async () => {
    await queues().setVisibilityTimeout(5);
    for (const id of ['A', 'B']) await queues().send(stockMessage(id));
    const suspects = (await queues().receive()).map((record) => withReceives(record, 6));
    await expect(consume(suspects, { remaining: 0 })).rejects.toThrow('None of 2 messages');
    expect(handled()).toEqual([]);
    expect(await visibleAfter(6)).toEqual([]);
  }, 30_000);
});
