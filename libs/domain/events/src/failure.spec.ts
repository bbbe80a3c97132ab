import { EventNotAcceptedError, EventRejectedError } from './event.js';
import { failureKindOf } from './failure.js';

describe('failureKindOf', () => {
  it.each([
    [new EventRejectedError('too large'), 'permanent'],
    [new EventNotAcceptedError('throttled'), 'temporary'],
    [new Error('a bug'), 'unexpected'],
    ['not an Error', 'unexpected'],
    [undefined, 'unexpected'],
  ])('of %s is %s', (error, kind) => {
    expect(failureKindOf(error)).toBe(kind);
  });
});
