import { failedIds } from './sqs-event.js';

describe('the failed messages of a batch', () => {
  const IDS = ['a', 'b', 'c'];
  it.each<[string, unknown, string[]]>([
    ['none, without a result', null, []],
    ['none, with an empty result', {}, []],
    ['none, with a list of null', { batchItemFailures: null }, []],
    ['none, with an empty list', { batchItemFailures: [] }, []],
    ['those in the list', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
    [
      'all, with an unknown id',
      { batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'x' }] },
      IDS,
    ],
    ['all, with an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, IDS],
    ['all, with no id', { batchItemFailures: [{ id: 'a' }] }, IDS],
    ['all, with no list', { batchItemFailures: 'b' }, IDS],
    ['all, with a text', 'b', IDS],
  ])('are %s', (_name, result, expected) => {
    expect(failedIds(JSON.stringify(result), IDS)).toEqual(expected);
  });
});
