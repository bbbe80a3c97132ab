import type { Topology } from '@product-service/console/protocol';
import type { Account } from '../core/account.js';
import type { Created } from '../service-model/resource-type.js';
import type { Services } from '../services/index.js';
import { addBuses, addOtherServices, addRules, addSchedules, ruleDeadLetters } from './event-sources.js';
import { emptyPicture, type Picture } from './picture.js';
import { type NameOf, placeNames } from './place-names.js';
import { addUses } from './uses.js';

/** What runs: the deployed template, and what other programs have made in its account. */
export interface Running {
  readonly account: Account;
  readonly services: Services;
  /** The resources of the template, by logical id. */
  readonly created: ReadonlyMap<string, Created>;
}

/**
 * The ways of messages through what runs. Functions that nothing triggers but a person or a deployment are not on the way of the
 * data, and are left out. Rejects if the emulator of SNS and SQS does not answer.
 */
export const describeTopology = async ({ account, services, created }: Running): Promise<Topology> => {
  const picture = emptyPicture();
  const nameOf = placeNames(created, account);
  addApi(picture, services);
  addFunctions(picture, services, nameOf);
  await addQueues(picture, services, nameOf);
  await addTopics(picture, services, nameOf);
  addBuses(picture, services, nameOf);
  addRules(picture, services);
  addSchedules(picture, services);
  addUses(picture, services);
  addOtherServices(picture);
  return picture.topology();
};

/** The queues that get every message of the topic. */
export const fanOut = ({ connections }: Topology, topicId: string): string[] =>
  connections.filter(({ from, carries }) => from === topicId && carries === undefined).map(({ to }) => to);

const addApi = (picture: Picture, { apigateway: { restApi } }: Services): void => {
  if (restApi.id === undefined) return;
  picture.add({ id: 'clients', kind: 'clients', name: 'Clients' });
  picture.add({ id: 'api', kind: 'api', name: 'REST API' });
  picture.connect('clients', 'api');
  for (const { httpMethod, path, method } of restApi.routes.all()) {
    if (method.integration.kind !== 'lambda') continue;
    picture.connect('api', method.integration.function.arn, `${httpMethod} ${path}`);
  }
};

const addFunctions = (picture: Picture, { lambda }: Services, nameOf: NameOf): void => {
  for (const { arn } of lambda.all()) picture.add({ id: arn, kind: 'function', name: nameOf(arn) });
  for (const { queueArn, functionArn } of lambda.polledQueues()) picture.connect(queueArn, functionArn);
};

const addQueues = async (picture: Picture, services: Services, nameOf: NameOf): Promise<void> => {
  const all = await services.sqs.queues.all();
  const deadLetters = new Set([
    ...all.map(({ deadLetterArn }) => deadLetterArn),
    ...ruleDeadLetters(services),
  ]);
  for (const { arn, deadLetterArn } of all) {
    picture.add({ id: arn, kind: deadLetters.has(arn) ? 'dead-letters' : 'queue', name: nameOf(arn) });
    if (deadLetterArn !== undefined) picture.connect(arn, deadLetterArn);
  }
};

const addTopics = async (picture: Picture, { sns: { topics } }: Services, nameOf: NameOf): Promise<void> => {
  for (const arn of await topics.all()) picture.add({ id: arn, kind: 'topic', name: nameOf(arn) });
  for (const { topicArn, queueArn, filterPolicy } of await topics.queueSubscriptions()) {
    picture.connect(topicArn, queueArn, filterPolicy);
  }
};
