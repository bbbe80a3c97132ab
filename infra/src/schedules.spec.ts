import { functionsOf, permissionsOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const functions = functionsOf(template);
const queues = resourcesOf(template, 'AWS::SQS::Queue').map(({ name }) => name);
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');

const UNIT = { minute: 60, hour: 3_600, day: 86_400 };

/** Seconds between two runs; undefined for a schedule that is not a rate, e.g. `cron(…)`. */
const secondsBetween = (expression: string): number | undefined => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * UNIT[unit as keyof typeof UNIT];
};

const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(({ name, properties }) => ({
  name,
  target: nameOf(properties['Target'].Arn),
  role: nameOf(properties['Target'].RoleArn),
  retries: properties['Target'].RetryPolicy.MaximumRetryAttempts,
  interval: secondsBetween(properties['ScheduleExpression']),
  isEnabled: properties['State'] !== 'DISABLED',
}));
const direct = schedules.flatMap((schedule) =>
  functions.filter(({ name }) => name === schedule.target).map((lambda) => ({ ...schedule, lambda })),
);

it('finds the schedules that the tests below check', () => {
  expect(schedules).not.toEqual([]);
  expect(direct).not.toEqual([]);
});

it.each(schedules)('$name may invoke its function or send to its queue, and nothing else', (schedule) => {
  const { name, target, role, isEnabled } = schedule;
  const action = queues.includes(target) ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
  expect(permissionsOf(template, role)).toEqual([`${action} ${target}`]);
  expect([...queues, ...functions.map((lambda) => lambda.name)]).toContain(target);
  expect([name, isEnabled]).toEqual([name, true]);
});

it.each(schedules)('$name does not retry: the next run comes at its own time', ({ retries }) => {
  expect(retries).toBe(0);
});

describe.each(direct)('the scheduled function $lambda.id', ({ lambda, interval }) => {
  const { id, logicalId, properties } = lambda;

  it('is not retried by Lambda when a run fails', () => {
    const configs = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').filter(
      (config) => config.properties['FunctionName'].Ref === logicalId,
    );
    expect(configs.map((config) => config.properties)).toEqual([
      expect.objectContaining({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }),
    ]);
  });

  it('ends before the next run starts', () => {
    expect(properties['Timeout']).toBeLessThan(interval ?? Infinity);
  });

  it('alarms when its runs fail, also if they are rare', () => {
    const [alarm] = alarms.filter(
      ({ properties: { MetricName, Dimensions } }) =>
        MetricName === 'Errors' && Dimensions[0].Value.Ref === logicalId,
    );
    const { Period, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm?.properties ?? {};
    const runs = Math.floor((Period * EvaluationPeriods) / (interval ?? Infinity)) || 1;
    const problem =
      DatapointsToAlarm > runs &&
      `${id} runs ${runs} times in the alarm's window, and alarms at ${DatapointsToAlarm} failed runs: set onErrors.`;
    expect(problem).toBe(false);
  });
});

it('the outbox is checked every five minutes', () => {
  expect(direct.find(({ lambda }) => lambda.id === 'CheckOutbox')?.interval).toBe(300);
});
