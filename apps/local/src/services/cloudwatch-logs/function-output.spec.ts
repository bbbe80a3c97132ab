import type { Activity } from '../../core/activity.js';
import { functionOutput } from './function-output.js';

const TRACES = '{"traces":[[{"name":"aws.lambda"}]]}';

const loggedOf = (...chunks: (readonly ['stdout' | 'stderr', string])[]): Activity[] => {
  const logged: Activity[] = [];
  const output = functionOutput('f', (activity) => logged.push(activity));
  for (const [stream, text] of chunks) output(stream, text);
  return logged;
};
const linesOf = (...chunks: Parameters<typeof loggedOf>): string[] =>
  loggedOf(...chunks).map((it) => (it.event === 'log' ? `${it.level}: ${it.message}` : it.event));

describe('the output of a function', () => {
  it('is logged at every level', () => {
    const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
    const entry = (level: string) => ['stdout', `${JSON.stringify({ level, message: 'm' })}\n`] as const;
    expect(linesOf(...levels.map(entry))).toEqual(levels.map((level) => `${level}: m`));
  });

  it('without a level is information on stdout, and a warning on stderr', () => {
    expect(linesOf(['stdout', 'plain\n'], ['stderr', 'trouble\n{"no":"level"}\n'])).toEqual([
      'info: plain',
      'warn: trouble',
      'warn: {"no":"level"}',
    ]);
  });

  it('for programs is left out', () => {
    expect(linesOf(['stdout', `${TRACES}\n`])).toEqual([]);
  });

  it('is joined to whole lines, and contains the reason of an error', () => {
    const line = JSON.stringify({ level: 'ERROR', message: 'not done', error: { message: 'because' } });
    const chunks = [...`${line}\n`].map((character) => ['stdout', character] as const);
    expect(linesOf(...chunks)).toEqual(['ERROR: not done: because']);
  });

  describe('says in which run, trace and span it was written', () => {
    const plain = { event: 'log', function: 'f', level: 'INFO', message: 'm' };
    const loggedWith = (fields: object): Activity[] =>
      loggedOf(['stdout', `${JSON.stringify({ level: 'INFO', message: 'm', ...fields })}\n`]);

    it('in W3C format, as spans have it', () => {
      // The function's span in a recorded request: the tracer logs its id as a decimal number.
      const dd = { trace_id: '0123456789abcdef0123456789abcdef', span_id: '3810074100476168321' };
      expect(loggedWith({ awsRequestId: '4f87314a', requestId: 'of the API', dd })).toEqual([
        { ...plain, requestId: '4f87314a', traceId: dd.trace_id, spanId: '34e01a352ecc4881' },
      ]);
    });

    it('also if the trace has an id of 64 bits, which is logged as a decimal number', () => {
      expect(loggedWith({ function_request_id: 'r', dd: { trace_id: '255', span_id: '16' } })).toEqual([
        { ...plain, requestId: 'r', traceId: 'ff'.padStart(32, '0'), spanId: '10'.padStart(16, '0') },
      ]);
    });

    it.each([{}, { dd: 'none' }, { awsRequestId: 7, dd: { trace_id: 'x', span_id: -1 } }])(
      'only if %j says it',
      (fields) => {
        expect(loggedWith(fields)).toEqual([plain]);
      },
    );
  });
});
