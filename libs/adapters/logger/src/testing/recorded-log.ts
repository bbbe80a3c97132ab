// Tests are silent unless they test the log. Import this before any module that logs.
process.env['POWERTOOLS_LOG_LEVEL'] = 'INFO';

let written: string[] = [];

beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  }
});

afterEach(() => jest.restoreAllMocks());

/** The raw log output of the current test. */
export const logText = (): string => written.join('');

/** The log lines of the current test, parsed. */
export const logLines = (): Record<string, unknown>[] => written.map((line) => JSON.parse(line));
