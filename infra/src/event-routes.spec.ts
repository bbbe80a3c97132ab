import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPIC_VARIABLES } from '@product-service/environment';
import { FACT_EVENTS, INCOMING_EVENTS, PRODUCT_EVENTS, PUBLIC_EVENTS } from '@product-service/events';
import { type PrivateEventType, topicId } from './constructs/private-topic.js';
import { folderOf, functionsOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const consumers = functionsOf(template).filter(({ variables }) => 'QUEUE_URL' in variables);
const subscriptions = resourcesOf(template, 'AWS::SNS::Subscription').map(({ properties }) => properties);
const rules = resourcesOf(template, 'AWS::Events::Rule').map(({ properties }) => properties);
const ownRules = rules.filter(({ EventBusName }) => nameOf(EventBusName) === 'EventBusesOwn');
const sharedRules = rules.filter(({ EventBusName }) => EventBusName.Ref === 'SharedEventBusName');

const PRIVATE_EVENTS = Object.keys(TOPIC_VARIABLES) as PrivateEventType[];
const topicOf = (event: PrivateEventType): string =>
  resourcesOf(template, 'AWS::SNS::Topic').find(({ name }) => name.endsWith(topicId(event)))?.name ?? '';

/** Types of the events that arrive at a queue. */
const arrivingAt = (queue: string | undefined): readonly string[] => [
  ...PRIVATE_EVENTS.filter((event) =>
    subscriptions.some(
      ({ TopicArn, Endpoint }) => nameOf(TopicArn) === topicOf(event) && nameOf(Endpoint) === queue,
    ),
  ),
  ...ownRules
    .filter(({ Targets }) => nameOf(Targets[0].Arn) === queue)
    .flatMap(({ EventPattern }) => EventPattern['detail-type'] as string[]),
];

const LISTS: Readonly<Record<string, readonly string[]>> = { FACT_EVENTS, PRODUCT_EVENTS };

/** The `types` that the function's `main.ts` gives `eventConsumer`: a list, or the name of one in the catalogue. */
const handledBy = (id: string): readonly string[] => {
  const main = readFileSync(join(__dirname, '../..', folderOf(id) ?? '', 'main.ts'), 'utf8');
  const [, types = ''] = /\btypes: (\[[^\]]*\]|\w+)/.exec(main) ?? [];
  return types.startsWith('[')
    ? [...types.matchAll(/'([^']+)'/g)].map(([, type = '']) => type)
    : (LISTS[types] ?? []);
};

it.each(consumers)('$id gets exactly the events that its main.ts handles', ({ id, queue }) => {
  expect(handledBy(id)).not.toEqual([]);
  expect(arrivingAt(queue).toSorted()).toEqual(handledBy(id).toSorted());
});

it.each(PRIVATE_EVENTS)('%s reaches a function', (event) => {
  const reached = consumers.filter(({ queue }) => arrivingAt(queue).includes(event)).map(({ id }) => id);
  expect([event, reached]).toEqual([event, expect.arrayContaining([expect.any(String)])]);
});

it.each(Object.entries(INCOMING_EVENTS))(
  '%s of the service %s reaches one function, through a rule on our own bus',
  (event, service) => {
    const matching = ownRules.filter(({ EventPattern }) => EventPattern['detail-type'].includes(event));
    expect(matching.map(({ EventPattern }) => EventPattern)).toEqual([
      { source: [`dev.${service}`], 'detail-type': [event] },
    ]);
    expect(consumers.filter(({ queue }) => arrivingAt(queue).includes(event))).toHaveLength(1);
  },
);

it('docs/contract.md has a row of every event', () => {
  const contract = readFileSync(join(__dirname, '../../docs/contract.md'), 'utf8');
  const firstCells = [...contract.matchAll(/^\|([^|]*)\|/gm)].map(([, cell = '']) => cell);
  const described = firstCells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)`/g)].map(([, name]) => name));
  const events = [...PRIVATE_EVENTS, ...PUBLIC_EVENTS, ...Object.keys(INCOMING_EVENTS)];
  expect(events.filter((event) => !described.includes(event))).toEqual([]);
});

it('rules match incoming events only', () => {
  const types = rules.flatMap(({ EventPattern }) => EventPattern['detail-type'] as string[]);
  expect([...new Set(types)].sort()).toEqual(Object.keys(INCOMING_EVENTS).sort());
});

it('the shared bus forwards to our own bus what our own rules match', () => {
  const patterns = (some: typeof rules) =>
    some.map(({ EventPattern }) => JSON.stringify(EventPattern)).sort();
  expect(patterns(sharedRules)).toEqual(patterns(ownRules));
  for (const { Targets } of sharedRules) expect(nameOf(Targets[0].Arn)).toBe('EventBusesOwn');
});

it.each(subscriptions)(
  '$TopicArn.Ref delivers in the JSON wrapper of SNS, or to the dead-letter queue',
  (subscription) => {
    const { Protocol, RawMessageDelivery, Endpoint, RedrivePolicy } = subscription;
    expect({ Protocol, RawMessageDelivery }).toEqual({ Protocol: 'sqs', RawMessageDelivery: undefined });
    expect(nameOf(RedrivePolicy.deadLetterTargetArn)).toBe(`${nameOf(Endpoint)}DeadLetters`);
  },
);

it('a rule delivers to its queue, or to the dead-letter queue of that queue', () => {
  for (const { Targets } of ownRules) {
    expect(nameOf(Targets[0].DeadLetterConfig.Arn)).toBe(`${nameOf(Targets[0].Arn)}DeadLetters`);
  }
  for (const { Targets, EventPattern } of sharedRules) {
    const [own] = ownRules.filter(
      (rule) => rule['EventPattern']['detail-type'][0] === EventPattern['detail-type'][0],
    );
    expect(nameOf(Targets[0].DeadLetterConfig.Arn)).toBe(`${nameOf(own?.['Targets'][0].Arn)}DeadLetters`);
  }
});
