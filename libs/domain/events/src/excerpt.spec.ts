import { cutError, cutText, excerptOf } from './excerpt.js';

it('leaves short text unchanged', () => {
  expect(cutText('12345', 5)).toBe('12345');
});

it('truncates longer text and appends its length', () => {
  const cut = cutText('x'.repeat(100), 20);
  expect(cut).toBe('xxx… (100 characters)'.slice(1));
  expect(cutText(cut, 20)).toBe(cut);
  expect(cutText(`1\u{1F600}${'x'.repeat(97)}`, 20)).toBe('1\ufffd… (100 characters)');
});

it('replaces control and bidirectional characters', () => {
  expect(excerptOf('a\u001b[2Jb\nc\u202ed\u2028e\ud800f é')).toBe(
    'a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf é',
  );
  expect(excerptOf('x'.repeat(100_000)).length).toBeLessThan(201);
});

it('keeps the stack frames of an error with a long message', () => {
  const { name, message, stack } = cutError(new TypeError('x'.repeat(100_000)));
  expect([name, message]).toEqual(['TypeError', `${'x'.repeat(979)}… (100000 characters)`]);
  expect(stack).toMatch(/^TypeError: x{979}… \(100000 characters\)\n +at .*excerpt\.spec\.ts/);
  expect(
    cutError(Object.assign(new Error('short'), { stack: 'y'.repeat(100_000) })).stack?.length,
  ).toBeLessThan(5001);
});
