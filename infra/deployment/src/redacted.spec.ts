import { text } from 'node:stream/consumers';
import { redacted } from './redacted.js';

const SECRET = 'abcab';

it.each([
  [['nothing secret'], 'nothing secret'],
  [[SECRET], '****'],
  [['before ab', 'cab after'], 'before **** after'],
  [[...`x${SECRET}${SECRET}y`], 'x********y'],
  [['abcabcab'], '****cab'],
  [['ends in abca'], 'ends in abca'],
])('turns %j into %s', async (chunks, shown) => {
  const stream = redacted(SECRET);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  expect(await text(stream)).toBe(shown);
});

it('forwards a prompt before its line ends', () => {
  const stream = redacted(SECRET);
  stream.write('MFA token for me: ');
  expect(String(stream.read())).toBe('MFA token for me: ');
});
