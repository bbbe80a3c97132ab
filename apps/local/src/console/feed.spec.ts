import type { Activity } from '../core/activity.js';
import { feed } from './feed.js';

const started = (): ReturnType<typeof feed> => feed((text) => text.replace('stack-', ''));
const line = (index: number): Activity => ({ event: 'progress', message: `stack-step ${index}`, ms: 1 });
const problem: Activity = { event: 'dead-letter', queue: 'stack-Queue', messages: 1 };

describe('what happens', () => {
  it('is told as in the terminal, with short names, once', () => {
    const news = started();
    news.happened(problem);
    expect(news.take()).toEqual({
      lines: [
        {
          at: expect.any(Number),
          kind: 'dead',
          what: 'Queue',
          detail: '1 in this dead-letter queue',
          isProblem: true,
        },
      ],
    });
    expect(news.take()).toEqual({});
  });

  it('contains no control characters', () => {
    const news = started();
    news.happened({ event: 'log', function: 'f', level: 'info', message: 'a\n\u001b[2Jb' });
    expect(news.recent().lines[0]?.detail).toBe('a [2Jb');
  });

  it('is bounded: lines are left out and counted, but not a problem', () => {
    const news = started();
    for (let index = 0; index < 1_000; index += 1) news.happened(line(index));
    news.happened(problem);
    const { lines = [], omittedLines = 0 } = news.take();
    expect(lines.length + omittedLines).toBe(1_001);
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)?.isProblem).toBe(true);
    expect(news.recent().lines).toHaveLength(300);
    expect(news.recent().lines.at(-1)?.what).toBe('Queue');
  });

  it('counts messages for each connection', () => {
    const news = started();
    news.passed('a', 'b', 2, 0);
    news.passed('a', 'b', 3, 1);
    news.passed('b', 'a', 1, 0);
    expect(news.take().passages).toEqual([
      { from: 'a', to: 'b', count: 5, failed: 1 },
      { from: 'b', to: 'a', count: 1, failed: 0 },
    ]);
  });

  it('keeps the newest public events, and cuts what is too long', () => {
    const news = started();
    for (let at = 0; at < 500; at += 1) news.received({ at, type: 't', detail: 'x'.repeat(20_000) });
    const { received } = news.recent();
    expect([received.length, received.at(-1)?.at, received[0]?.detail.length]).toEqual([100, 499, 16_384]);
    expect(
      news
        .take()
        .received?.map(({ at }) => at)
        .at(-1),
    ).toBe(499);
  });
});
