import { setImmediate as nextTurn } from 'node:timers/promises';
import { lines } from './lines.js';

it('writes the lines of one turn of the event loop together, and those of the next turn afterwards', async () => {
  const written: string[] = [];
  const { write } = lines((text) => written.push(text));
  write('a');
  write('b');
  expect(written).toEqual([]);
  await nextTurn();
  write('c');
  await nextTurn();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

it('writes what is left before the process exits, and nothing twice', async () => {
  const written: string[] = [];
  const { write, flush } = lines((text) => written.push(text));
  write('a');
  flush();
  flush();
  await nextTurn();
  expect(written).toEqual(['a\n']);
});
