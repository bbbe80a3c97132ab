import type { PlaceKind } from '@product-service/console/protocol';
import type { Services } from '../services/index.js';
import type { Picture } from './picture.js';

/** What a role needs to send to, or to use, a place. */
const ACTIONS: Partial<Record<PlaceKind, string>> = {
  topic: 'sns:Publish',
  queue: 'sqs:SendMessage',
  'dead-letters': 'sqs:SendMessage',
  bus: 'events:PutEvents',
};

/** Connects each function that something triggers with the places that its role lets it send to, and with the database: messages come from there, or end there. */
export const addUses = (picture: Picture, { lambda, sts, iam, dsql }: Services): void => {
  const clusters = dsql.access.clusters();
  if (clusters.length > 0) picture.add({ id: 'database', kind: 'database', name: 'Database' });
  for (const { arn, credentials } of lambda.all()) {
    const caller = sts.accessKeys.callerOf(credentials.accessKeyId);
    if (caller.kind !== 'function' || picture.sourcesOf(arn).length === 0) continue;
    const may = (action: string, resource: string): boolean =>
      iam.policies.denialReason({ principal: caller.roleArn, action, resource }) === undefined;
    for (const { id, kind } of picture.places()) {
      const action = ACTIONS[kind];
      if (action !== undefined && may(action, id)) picture.connect(arn, id);
    }
    const usesDatabase = clusters.some(
      (cluster) => may('dsql:DbConnect', cluster) || may('dsql:DbConnectAdmin', cluster),
    );
    if (!usesDatabase) continue;
    // What has a database and publishes to topics takes the events from there: that is an outbox.
    const isRelay = picture.places().some(({ id, kind }) => kind === 'topic' && may('sns:Publish', id));
    if (isRelay) picture.connect('database', arn);
    else picture.connect(arn, 'database');
  }
};
