import type { BoundedCount, OutboxOverview } from '@product-service/product';
import type { QueueState } from '@product-service/sqs';
import type { OperatorDependencies } from './dependencies.js';
import { asOperatorError } from './operator-error.js';
import type { HealthProblem, QueueStatus, Status } from './protocol/index.js';

/** Reads the outbox and all queues. What cannot be read is a problem, and does not hide the rest. */
export const readStatus = async ({
  environment,
  outbox,
  maxEventAge,
  queues,
  sqs,
}: OperatorDependencies): Promise<Status> => {
  const [overview, ...states] = await Promise.allSettled([
    outbox.overview(),
    ...queues.map((queue) => sqs.read(queue)),
  ]);
  const readable = states.flatMap((state) => (state.status === 'fulfilled' ? [state.value] : []));
  const problems = [
    ...(overview.status === 'fulfilled'
      ? outboxProblems(overview.value, maxEventAge)
      : [unreadable('outbox/unreadable', 'the outbox', overview.reason)]),
    ...states.flatMap((state, index) =>
      state.status === 'fulfilled'
        ? deadLetterProblems(state.value)
        : [unreadable('queue/unreadable', queues[index]?.name ?? '', state.reason)],
    ),
  ];
  return {
    environment,
    healthy: problems.length === 0,
    problems,
    outbox: overview.status === 'fulfilled' ? overview.value : undefined,
    queues: readable.map(statusOf),
  };
};

const statusOf = ({ name, depth, deadLetters }: QueueState): QueueStatus => ({
  name,
  ...depth,
  deadLetters: deadLetters?.depth,
});

const outboxProblems = (
  { parked, oldestAgeSeconds }: OutboxOverview,
  maxEventAge: number,
): HealthProblem[] => [
  ...(parked.count > 0
    ? [
        {
          code: 'outbox/parked' as const,
          message: `${textOf(parked)} events are parked: SNS rejected them. See "outbox list --parked".`,
        },
      ]
    : []),
  ...(oldestAgeSeconds > maxEventAge
    ? [
        {
          code: 'outbox/old' as const,
          message: `The oldest event has waited for ${Math.round(oldestAgeSeconds)} s. See "outbox list".`,
        },
      ]
    : []),
];

const deadLetterProblems = ({ name, deadLetters }: QueueState): HealthProblem[] => {
  const count = deadLetters ? deadLetters.depth.visible + deadLetters.depth.inFlight : 0;
  if (count === 0) return [];
  const message = `${name} has ${count} dead letters. See "dead-letters show ${name}".`;
  return [{ code: 'queue/dead-letters', message }];
};

const unreadable = (code: HealthProblem['code'], what: string, reason: unknown): HealthProblem => ({
  code,
  message: `Cannot read ${what}. ${asOperatorError(reason).message}`,
});

const textOf = ({ count, isMore }: BoundedCount): string => (isMore ? `More than ${count}` : String(count));
