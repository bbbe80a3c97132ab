import type { InvocationOutcome, LambdaFunction } from '../services/lambda/index.js';

/** A function without a process. It answers its runs with these outcomes, one after the other, and repeats the last one. */
export const testFunction = (
  ...outcomes: readonly InvocationOutcome[]
): LambdaFunction & { readonly events: unknown[] } => {
  const events: unknown[] = [];
  return {
    name: 'test',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:test',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x', sessionToken: 'x' },
    concurrency: 1,
    variables: {},
    events,
    async invoke(event) {
      const outcome = outcomes[Math.min(events.length, outcomes.length - 1)];
      events.push(event);
      return outcome ?? { payload: 'null' };
    },
    update: () => {},
    stop: async () => {},
  };
};

/** The outcome of a run for which no process was free. */
export const THROTTLED_RUN: InvocationOutcome = {
  error: { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' },
  throttled: true,
};
