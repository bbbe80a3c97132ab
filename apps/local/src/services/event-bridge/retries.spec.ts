import { timeAt } from '../../core/time.js';
import { DeliveryError, deliveryErrorOf } from './delivery-error.js';
import { type DeliveryFailure, retries } from './retries.js';

const AWAY = new DeliveryError('ERROR_FROM_TARGET', 'away');
const fail =
  (error: unknown = AWAY) =>
  () =>
    Promise.reject(error as Error);
const ignore = (): void => {};

describe('retries', () => {
  it('are 185 unless the policy says less', async () => {
    let tries = 0;
    const attempt = (): Promise<void> => {
      tries += 1;
      return Promise.reject(AWAY);
    };
    // The longest pause takes 0.6 ms.
    const { run } = retries(timeAt(1_000_000));
    expect(await run(attempt, { maximumEventAge: 1e9 }, 1, ignore)).toEqual({
      error: AWAY,
      retryAttempts: 185,
      exhausted: 'MaximumRetryAttempts',
    } satisfies DeliveryFailure);
    expect(tries).toBe(186);
  });

  it.each(['INVALID_PARAMETER', 'NO_PERMISSIONS', 'NO_RESOURCE'] as const)(
    'do not follow %s',
    async (code) => {
      const error = new DeliveryError(code, 'no');
      expect(await retries(timeAt(1)).run(fail(error), undefined, 1, ignore)).toEqual({
        error,
        retryAttempts: 0,
      });
    },
  );

  it('are given up when what waits takes too much memory, and only then', async () => {
    const { run, stop } = retries(timeAt(1));
    const size = 1024 * 1024;
    const results: (DeliveryFailure | undefined)[] = [];
    const runs = Array.from({ length: 40 }, () =>
      run(fail(), undefined, size, ignore).then((result) => results.push(result)),
    );
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    await Promise.all(runs);
    const givenUp = { error: AWAY, retryAttempts: 0 };
    expect(results.filter((result) => result !== undefined)).toEqual(Array(8).fill(givenUp));
    expect(results.filter((result) => result === undefined)).toHaveLength(32);
  });

  it('end when they are stopped, and none is begun afterwards', async () => {
    const { run, stop } = retries(timeAt(1));
    const running = run(
      (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(AWAY))),
      undefined,
      1,
      ignore,
    );
    stop();
    expect(await running).toBeUndefined();
    const attempt = jest.fn();
    expect(await run(attempt, undefined, 1, ignore)).toBeUndefined();
    expect(attempt).not.toHaveBeenCalled();
  });
});

it.each<[unknown, string]>([
  [
    Object.assign(new Error('gone'), { name: 'QueueDoesNotExist', $metadata: { httpStatusCode: 400 } }),
    'NO_RESOURCE',
  ],
  [
    Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }),
    'NO_PERMISSIONS',
  ],
  [
    Object.assign(new Error('slow'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }),
    'THROTTLING',
  ],
  [Object.assign(new Error('late'), { name: 'AbortError' }), 'TIMEOUT'],
  [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'CONNECTION_FAILURE'],
  ['anything', 'CONNECTION_FAILURE'],
])('%p is reported as %s', (error, code) => {
  expect(deliveryErrorOf(error).code).toBe(code);
});
