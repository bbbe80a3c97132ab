import { timeAt } from '../../core/time.js';
import { DeliveryError, deliveryErrorOf } from './delivery-error.js';
import { type DeliveryFailure, retries } from './retries.js';

const UNAVAILABLE = new DeliveryError('ERROR_FROM_TARGET', 'unavailable');
const fail =
  (error: unknown = UNAVAILABLE) =>
  () =>
    Promise.reject(error as Error);
const ignore = (): void => {};

describe('retries', () => {
  it('are 185 if the policy sets no lower number', async () => {
    let attempts = 0;
    const attempt = (): Promise<void> => {
      attempts += 1;
      return Promise.reject(UNAVAILABLE);
    };
    // The longest pause takes 0.6 ms.
    const { run } = retries(timeAt(1_000_000));
    expect(await run(attempt, { maximumEventAge: 1e9 }, 1, ignore)).toEqual({
      error: UNAVAILABLE,
      retryAttempts: 185,
      exhausted: 'MaximumRetryAttempts',
    } satisfies DeliveryFailure);
    expect(attempts).toBe(186);
  });

  it.each(['INVALID_PARAMETER', 'NO_PERMISSIONS', 'NO_RESOURCE'] as const)(
    'do not happen after %s',
    async (code) => {
      const error = new DeliveryError(code, 'no');
      expect(await retries(timeAt(1)).run(fail(error), undefined, 1, ignore)).toEqual({
        error,
        retryAttempts: 0,
      });
    },
  );

  it('end only for deliveries that exceed the memory limit of waiting events', async () => {
    const { run, stop } = retries(timeAt(1));
    const size = 1024 * 1024;
    const results: (DeliveryFailure | undefined)[] = [];
    const runs = Array.from({ length: 40 }, () =>
      run(fail(), undefined, size, ignore).then((result) => results.push(result)),
    );
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    await Promise.all(runs);
    const withoutRetry = { error: UNAVAILABLE, retryAttempts: 0 };
    expect(results.filter((result) => result !== undefined)).toEqual(Array(8).fill(withoutRetry));
    expect(results.filter((result) => result === undefined)).toHaveLength(32);
  });

  it('end when they are stopped, and no attempt begins afterwards', async () => {
    const { run, stop } = retries(timeAt(1));
    const running = run(
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(UNAVAILABLE))),
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
