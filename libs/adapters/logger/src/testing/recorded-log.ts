// Tests are silent unless they are about the log. To be imported before whatever logs.
process.env['POWERTOOLS_LOG_LEVEL'] = 'INFO';

let written: string[] = [];

beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  }
});

afterEach(() => jest.restoreAllMocks());

/** What the test that runs has logged, as it was written. */
export const logText = (): string => written.join('');

/** What the test that runs has logged, line by line. */
export const logLines = (): Record<string, unknown>[] => written.map((line) => JSON.parse(line));
