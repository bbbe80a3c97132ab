import { logLines, logText } from './testing/recorded-log.js';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { addLogFields, log, withLogFields } from './index.js';

describe('a log line', () => {
  it('is one line of JSON with level, message, time, service and fields', () => {
    log.info('Product\ncreated', { productId: 'FLATWHITE', ms: 12 });

    expect(logText()).toMatch(/^\{[^\n]*\}\n$/);
    expect(logLines()).toEqual([
      {
        level: 'INFO',
        message: 'Product\ncreated',
        timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        service: 'ProductService',
        productId: 'FLATWHITE',
        ms: 12,
      },
    ]);
  });

  it.each(['\u2028', '\u2029', '\u0085', '\u009b', '\x7f', '\u202e', '\u2066'])(
    'has no character that acts on a viewer: %j is escaped',
    (character) => {
      const error = new Error(`no ${character} here`);
      log.info(`a${character}b`, { productId: character, error });
      const code = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
      expect(logText()).not.toContain(character);
      expect(logLines()).toMatchObject([
        {
          message: `a${code}b`,
          productId: code,
          error: { message: `no ${code} here`, stack: expect.stringContaining(`no ${code} here`) },
        },
      ]);
    },
  );

  it('is omitted below the level', () => {
    log.debug('Not interesting');
    log.warn('Interesting');
    expect(logLines()).toMatchObject([{ level: 'WARN' }]);
  });

  it('uses the level in POWERTOOLS_LOG_LEVEL', async () => {
    await withEnvironment({ POWERTOOLS_LOG_LEVEL: 'DEBUG' }, (log) => log.debug('Interesting'));
    await withEnvironment({ POWERTOOLS_LOG_LEVEL: 'ERROR' }, (log) => log.warn('Not interesting'));
    expect(logLines()).toMatchObject([{ level: 'DEBUG', message: 'Interesting' }]);
  });

  it('has all long texts truncated, at any depth', () => {
    const long = 'x'.repeat(1_000_000);
    const error = new Error(long, { cause: Object.assign(new Error(long), { code: long }) });
    log.info(long, { eventType: long, messageIds: [long], nested: { deep: { id: long } }, error });

    const cut = `${'x'.repeat(978)}… (1000000 characters)`;
    const shown = { message: cut, stack: expect.stringMatching(/^Error: x{978}… .*\n +at .*log\.spec\.ts/) };
    expect(logLines()).toMatchObject([
      {
        message: cut,
        eventType: cut,
        messageIds: [cut],
        nested: { deep: { id: cut } },
        error: { ...shown, cause: { ...shown, code: cut } },
      },
    ]);
    expect(logText().length).toBeLessThan(20_000);
  });

  it('may contain values that JSON cannot represent', () => {
    const circular: Record<string, unknown> = { version: 3n };
    circular['self'] = circular;
    log.info('Odd', { circular });
    expect(logLines()).toMatchObject([{ circular: { version: '3' } }]);
  });
});

describe('a subscriber of the log channel', () => {
  const addTrace = (fields: unknown) => void Object.assign(fields as object, { dd: { trace_id: 'abc' } });
  afterEach(() => unsubscribe('product-service:log', addTrace));

  it('may add fields to each line', () => {
    const fields = { productId: 'FLATWHITE' };
    subscribe('product-service:log', addTrace);
    log.info('Product created', fields);
    expect(logLines()).toMatchObject([{ productId: 'FLATWHITE', dd: { trace_id: 'abc' } }]);
    expect(fields).toEqual({ productId: 'FLATWHITE' });
  });
});

describe('an error in a log line', () => {
  it('has name, message, code, stack and causes, but no other properties', () => {
    const cause = Object.assign(new TypeError('Broken'), { code: '40001', parameters: ['secret'] });
    log.error('Failed', {
      error: Object.assign(new Error('Not saved', { cause }), { payload: { token: 'secret' } }),
    });

    expect(logLines()).toMatchObject([
      {
        level: 'ERROR',
        error: {
          name: 'Error',
          message: 'Not saved',
          stack: expect.stringContaining('log.spec.ts'),
          cause: { name: 'TypeError', message: 'Broken', code: '40001', stack: expect.any(String) },
        },
      },
    ]);
    expect(logText()).not.toContain('secret');
  });

  it('may be its own cause', () => {
    const error = new Error('Loop');
    error.cause = error;
    log.error('Failed', { error });
    expect(logLines()).toMatchObject([{ error: { message: 'Loop', cause: { message: 'Loop' } } }]);
  });

  it('may be any value', () => {
    log.error('Failed', { error: 'thrown text' });
    log.error('Failed', { error: undefined });
    expect(logLines()).toMatchObject([{ error: 'thrown text' }, { message: 'Failed' }]);
  });
});

describe('the fields of a scope', () => {
  it('are separate for concurrent messages', async () => {
    const handle = (messageId: string, ms: number) =>
      withLogFields({ messageId }, async () => {
        await sleep(ms);
        addLogFields({ productId: `product of ${messageId}` });
        await sleep(10);
        log.info('Handled');
      });
    await Promise.all([handle('1', 10), handle('2', 1), handle('3', 5)]);
    log.info('Batch done');

    const lines = logLines();
    expect(lines.slice(0, 3).map(({ messageId, productId }) => [messageId, productId])).toEqual(
      expect.arrayContaining(['1', '2', '3'].map((id) => [id, `product of ${id}`])),
    );
    expect(lines[3]).not.toHaveProperty('messageId');
    expect(lines[3]).not.toHaveProperty('productId');
  });

  it('apply to inner scopes, but not to outer ones', () => {
    withLogFields({ requestId: 'r' }, () => {
      withLogFields({ messageId: 'm' }, () => log.info('Inner'));
      log.info('Outer');
    });
    expect(logLines()[0]).toMatchObject({ requestId: 'r', messageId: 'm' });
    expect(logLines()[1]).not.toHaveProperty('messageId');
  });

  it('do not leak into the process without a scope', () => {
    addLogFields({ productId: 'LOST' });
    log.info('Started');
    expect(logLines()[0]).not.toHaveProperty('productId');
  });
});

/** Runs `use` with a logger that was loaded with these environment variables. */
const withEnvironment = async (variables: NodeJS.ProcessEnv, use: (logger: typeof log) => void) => {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await jest.isolateModulesAsync(async () => use((await import('./index.js')).log));
  } finally {
    process.env = before;
  }
};
