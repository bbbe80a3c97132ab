import { checkDeadLetters } from './dead-letters.js';
import { checkDrained, checkMemory, checkProcesses } from './left-over.js';

const textsOf = (violations: readonly { readonly text: string }[]): string[] =>
  violations.map(({ text }) => text);

it('messages may not stay', () => {
  expect(checkDrained([])).toEqual([]);
  expect(textsOf(checkDrained([{ queue: 'the outbox', messages: 2 }]))).toEqual([
    '2 messages stay in the outbox',
  ]);
});

it('processes are bounded, and end with the service', () => {
  expect(checkProcesses(10, 10, [])).toEqual([]);
  expect(textsOf(checkProcesses(11, 10, [7, 8]))).toEqual([
    '11 processes ran at a time, at most 10 are expected',
    'These processes still run after the stop: 7, 8',
  ]);
});

it.each([
  ['stays', [900, 300, 300, 310, 320, 330], []],
  ['is measured too seldom', [300, 900], []],
  ['grows', [300, 300, 300, 300, 900, 900], ['The memory of the local cloud grew from 300 to 900 MB']],
])('memory %s', (_, memory, texts) => expect(textsOf(checkMemory(memory))).toEqual(texts));

it('the dead letters are exactly the poison, once or more', () => {
  const letter = (body: string) => ({ queue: 'Queue', body, reason: 'malformed' });
  expect(checkDeadLetters([letter('x poison-1- x'), letter('poison-1-')], ['poison-1-'])).toEqual([]);
  expect(textsOf(checkDeadLetters([letter('good')], ['poison-1-']))).toEqual([
    'Queue has a message that is no poison (malformed): good',
    'poison-1- is in no dead-letter queue',
  ]);
});
