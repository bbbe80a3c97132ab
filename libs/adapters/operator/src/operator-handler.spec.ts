import { ConnectionError } from '@product-service/dsql';
import { saveEvents } from '@product-service/product/testing';
import { startOperator, type TestOperator } from './testing/operator.js';

let operator: TestOperator;
beforeEach(async () => {
  operator = await startOperator();
});
afterEach(() => operator.close());

const unavailable = { overview: () => Promise.reject(new ConnectionError(new Error('no answer'))) };
const park = async (): Promise<string> => {
  await saveEvents(operator.database, 'Latte', 2);
  const [{ id = '' } = {}] = operator.database.unpublished;
  await operator.database.park(id, 'too large');
  return id;
};

describe('a command', () => {
  it.each([
    [undefined, 'Invalid input'],
    ['status', 'Invalid input'],
    [{}, 'command'],
    [{ command: 'drop' }, 'command'],
    [{ command: 'status', since: 1 }, 'it does not know since'],
    [{ command: 'outbox list', limit: 101 }, 'limit'],
    [{ command: 'outbox list', after: 'x' }, 'the position that the last answer gave'],
    [{ command: 'outbox release', eventIds: [] }, 'eventIds'],
    [{ command: 'outbox discard', eventIds: ['x'] }, 'must be the id of an event, a UUID'],
    [{ command: 'dead-letters delete', queue: 'StockUpdatedQueue', messageIds: [] }, 'messageIds'],
  ])('%j that the function does not know is refused', async (command, problem) => {
    expect(await operator.fail(command)).toEqual({
      code: 'command/invalid',
      message: expect.stringContaining(problem),
    });
  });
});

describe('status', () => {
  it('is healthy if nothing needs an operator', async () => {
    await operator.queues.send('a fact');
    expect(await operator.run({ command: 'status' })).toEqual({
      environment: 'alice',
      healthy: true,
      problems: [],
      outbox: {
        waiting: { count: 0, isMore: false },
        postponed: { count: 0, isMore: false },
        parked: { count: 0, isMore: false },
        oldestAgeSeconds: 0,
      },
      queues: [
        {
          name: 'StockUpdatedQueue',
          visible: 1,
          inFlight: 0,
          delayed: 0,
          deadLetters: { visible: 0, inFlight: 0, delayed: 0 },
        },
      ],
    });
  });

  it('names everything that needs an operator', async () => {
    await park();
    await operator.giveUp('{');
    const { healthy, problems } = await operator.run({ command: 'status' });
    expect(healthy).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['outbox/parked', 'outbox/old', 'queue/dead-letters']);
  });

  it('shows what it can read while the database or a queue cannot be read', async () => {
    const status = await operator.run(
      { command: 'status' },
      {
        outbox: { ...operator.database.administration, ...unavailable },
        queues: [
          { name: 'StockUpdatedQueue', url: operator.queues.queueUrl },
          { name: 'Gone', url: `${operator.queues.queueUrl}-gone` },
        ],
      },
    );
    expect(status).toMatchObject({ healthy: false, queues: [{ name: 'StockUpdatedQueue' }] });
    expect(status.outbox).toBeUndefined();
    expect(status.problems.map(({ code }) => code)).toEqual(['outbox/unreadable', 'queue/unreadable']);
  });
});

describe('the outbox', () => {
  it('is listed page by page', async () => {
    await saveEvents(operator.database, 'Latte', 3);
    const first = await operator.run({ command: 'outbox list', limit: 3 });
    expect(first.events.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(first.next).toBeUndefined();
    await park();
    const parked = await operator.run({ command: 'outbox list', parked: true });
    expect(parked.events).toMatchObject([{ state: 'parked', reason: 'too large' }]);
    expect(await operator.run({ command: 'outbox list', product: 'MOCHA' })).toEqual({ events: [] });
  });

  it('releases all parked events, and wakes the relay', async () => {
    await park();
    const dry = await operator.run({ command: 'outbox release parked', dryRun: true });
    expect([dry.done.length, operator.nudges()]).toEqual([1, 0]);
    const released = await operator.run({ command: 'outbox release parked' });
    expect([released.done.length, released.next, operator.nudges()]).toEqual([1, undefined, 1]);
    expect((await operator.database.due(10)).backlogs).toHaveLength(1);
  });
});

describe('dead letters', () => {
  it('are listed by queue, with their reasons, the most frequent first', async () => {
    await operator.giveUp('1', 'Rare');
    await operator.giveUp('2', 'Frequent');
    await operator.giveUp('3', 'Frequent');
    expect(await operator.run({ command: 'dead-letters list' })).toEqual({
      queues: [
        {
          queue: 'StockUpdatedQueue',
          depth: { visible: 3, inFlight: 0, delayed: 0 },
          reasons: [
            { reason: 'Frequent', count: 2 },
            { reason: 'Rare', count: 1 },
          ],
          sampled: 3,
        },
      ],
    });
  });

  it('are shown as far as they fit into an answer of Lambda', async () => {
    for (const letter of 'abcdef') await operator.giveUp(letter.repeat(1_000_000));
    const shown = await operator.run({ command: 'dead-letters show', queue: 'StockUpdatedQueue' });
    expect([shown.messages.length, shown.omitted]).toEqual([4, 2]);
  });

  it('are redriven or deleted one by one', async () => {
    await operator.giveUp('one');
    await operator.giveUp('two');
    const queue = 'StockUpdatedQueue';
    const { messages } = await operator.run({ command: 'dead-letters show', queue });
    const idOf = (text: string) => messages.find(({ body }) => body === text)!.id;
    await operator.run({ command: 'dead-letters redrive', queue, messageIds: [idOf('one')] });
    await operator.run({ command: 'dead-letters delete', queue, messageIds: [idOf('two')] });
    expect((await operator.queues.receive()).map(({ body }) => body)).toEqual(['one']);
    expect(await operator.queues.deadLetters()).toEqual([]);
  });

  it('are all deleted, or only counted in a dry run', async () => {
    await operator.giveUp('one');
    const command = { command: 'dead-letters delete', queue: 'StockUpdatedQueue' } as const;
    expect(await operator.run({ ...command, dryRun: true })).toEqual({ toDelete: 1 });
    expect(await operator.queues.deadLetters()).toHaveLength(1);
    expect(await operator.run(command)).toEqual({ toDelete: 1 });
    expect(await operator.queues.deadLetters()).toEqual([]);
  });

  it('of a queue that does not exist, or has none, are refused with the names of the queues', async () => {
    expect(await operator.fail({ command: 'dead-letters show', queue: 'Stock' })).toEqual({
      code: 'queue/unknown',
      message: 'There is no queue "Stock". The queues are: StockUpdatedQueue.',
    });
    const queues = [{ name: 'OutboxQueue', url: operator.queues.deadLetterQueueUrl }];
    expect(
      await operator.fail({ command: 'dead-letters show', queue: 'OutboxQueue' }, { queues }),
    ).toMatchObject({ code: 'queue/no-dead-letters' });
  });
});

describe('an error of a dependency', () => {
  const named = (name: string, message = 'told') => Object.assign(new Error(message), { name });

  it.each([
    [named('PurgeQueueInProgress'), 'queue/purge-in-progress'],
    [
      named('UnsupportedOperation', 'There is already a task running. Only one'),
      'dead-letters/redrive-running',
    ],
    [named('AccessDenied'), 'dependency/access-denied'],
    [named('AccessDeniedException'), 'dependency/access-denied'],
    [named('RequestThrottled'), 'dependency/unavailable'],
    [named('TimeoutError'), 'dependency/unavailable'],
    [new ConnectionError(new Error('told')), 'dependency/unavailable'],
    [named('QueueDoesNotExist'), 'internal'],
  ] as const)('%# has a code of its own, with what to do next', async (error, code) => {
    const administration = operator.database.administration;
    const outbox = { ...administration, list: () => Promise.reject(error) };
    expect(await operator.fail({ command: 'outbox list' }, { outbox })).toMatchObject({ code });
  });
});
