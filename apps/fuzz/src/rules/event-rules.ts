import { eventValidator } from '@product-service/asyncapi-document/testing';
import { unwrapMessage } from '@product-service/cloud-events';
import type { BusEvent } from '../cloud/aws-front.js';

const differencesFrom = eventValidator();

/** What the document of the events says against a message that SNS delivered. */
export const notificationProblems = (body: string): readonly string[] =>
  differencesFrom(unwrapMessage(body).envelope as { readonly type: string });

/** What the document of the events says against an event on the bus. */
export const busEventProblems = ({ Source, DetailType, Detail }: BusEvent): readonly string[] => {
  const envelope = JSON.parse(Detail) as { readonly type: string; readonly source: string };
  return [
    ...differencesFrom(envelope),
    ...(DetailType === envelope.type ? [] : [`The DetailType is ${DetailType}.`]),
    ...(Source === envelope.source ? [] : [`The Source is ${Source}.`]),
  ];
};
