import { z } from 'zod';

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

/**
 * A schedule such as `rate(5 minutes)`. Parsed to the seconds between two runs. `cron(…)` and `at(…)` are refused: a time of
 * day can't be divided by the speed.
 */
export const RATE = z.string().transform((expression, context) => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count && unit && Number(count) > 0) return Number(count) * SECONDS[unit as keyof typeof SECONDS];
  context.addIssue(`the local cloud knows schedules like rate(5 minutes), not ${expression}`);
  return z.NEVER;
});
