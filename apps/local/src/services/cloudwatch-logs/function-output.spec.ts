import { functionOutput, type LogLevel } from './function-output.js';

const TRACES = '{"traces":[[{"name":"aws.lambda"}]]}';

const shownOf = (level: LogLevel, ...chunks: (readonly ['stdout' | 'stderr', string])[]): string[] => {
  const shown: string[] = [];
  const output = functionOutput('f', level, (it) => {
    if (it.event === 'log') shown.push(`${it.level}: ${it.message}`);
  });
  for (const [stream, text] of chunks) output(stream, text);
  return shown;
};

describe('the output of a function', () => {
  const entry = (level: string) => `${JSON.stringify({ level, message: `a ${level}` })}\n`;
  const all = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].map(
    (level) => ['stdout', entry(level)] as const,
  );

  it.each<[LogLevel, string[]]>([
    ['trace', ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']],
    ['info', ['INFO', 'WARN', 'ERROR', 'FATAL']],
    ['warn', ['WARN', 'ERROR', 'FATAL']],
    ['error', ['ERROR', 'FATAL']],
  ])('is shown from the level %s on', (level, expected) => {
    expect(shownOf(level, ...all)).toEqual(expected.map((it) => `${it}: a ${it}`));
  });

  it('without a level is information on stdout, and a warning on stderr', () => {
    const chunks = [
      ['stdout', 'plain\n'],
      ['stderr', 'trouble\n{"no":"level"}\n'],
    ] as const;
    expect(shownOf('info', ...chunks)).toEqual(['info: plain', 'warn: trouble', 'warn: {"no":"level"}']);
    expect(shownOf('warn', ...chunks)).toEqual(['warn: trouble', 'warn: {"no":"level"}']);
  });

  it('for programs is not shown at any level', () => {
    expect(shownOf('trace', ['stdout', `${TRACES}\n`])).toEqual([]);
  });

  it('is joined to whole lines, and contains the reason of an error', () => {
    const line = JSON.stringify({ level: 'ERROR', message: 'not done', error: { message: 'because' } });
    const chunks = [...`${line}\n`].map((character) => ['stdout', character] as const);
    expect(shownOf('warn', ...chunks)).toEqual(['ERROR: not done: because']);
  });
});
