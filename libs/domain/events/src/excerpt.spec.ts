import { cutText, excerptOf } from './excerpt.js';

it('leaves text that is not too long as it is', () => {
  expect(cutText('12345', 5)).toBe('12345');
});

it('cuts what is longer, and says so', () => {
  expect(cutText('123456', 5)).toBe('12345… (6 characters)');
  expect(cutText(`1234${'\u{1F600}'}`, 5)).toBe('1234\ufffd… (6 characters)');
});

it('shows nothing that acts on a terminal or turns text around', () => {
  expect(excerptOf('a\u001b[2Jb\nc\u202ed\u2028e\ud800f é')).toBe(
    'a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf é',
  );
  expect(excerptOf('x'.repeat(100_000)).length).toBeLessThan(250);
});
