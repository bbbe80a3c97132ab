import { shortName, withShortestNames, withShortNames } from './short-names.js';

it.each([
  ['ProductService-CreateProduct-dev', 'CreateProduct'],
  ['ProductService-dev-PublicEventsQueue', 'PublicEventsQueue'],
  ['ProductService-dev-OutboxQueueE2EA22E5-BED29DE911D4.fifo', 'OutboxQueue'],
  ['ProductService-bus-dev', 'bus'],
  ['shared-bus-dev', 'shared-bus'],
  ['orders', 'orders'],
  ['dev', 'dev'],
])('shortens %s to %s', (name, short) => {
  expect(shortName(name, 'ProductService-dev')).toBe(short);
});

it('leaves a name alone if the name of the stack has one part', () => {
  expect(shortName('Results-dev', 'Test')).toBe('Results-dev');
});

it('shortens every generated name in a text', () => {
  expect(withShortNames('1 of Stack-QueueE2EA22E5-BED29DE911D4.fifo  of Stack-A-BED29DE911D4', 'Stack')).toBe(
    '1 of Queue.fifo  of A',
  );
});

it('shortens names of functions in a text', () => {
  const text =
    'ProductService-CreateProduct-dev 12 ms, 1 of ProductService-dev-QueueE2EA22E5-BED29DE911D4.fifo';
  expect(withShortestNames(text, 'ProductService-dev')).toBe('CreateProduct 12 ms, 1 of Queue.fifo');
  expect(withShortestNames('Test-A-dev', 'Test')).toBe('A-dev');
});
