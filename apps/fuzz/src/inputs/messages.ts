import { committedDocument } from '@product-service/asyncapi-document/testing';
import type { EventType } from '@product-service/events';
import { valuesOf, type OpenApi } from '@product-service/openapi-document/testing';
import fc from 'fast-check';
import { hostileJson } from './json-text.js';
import { hostileText } from './texts.js';

/** How a message reaches a queue. */
export type Transport = 'sns' | 'eventbridge';

/** A message in a queue. */
export interface HostileMessage {
  readonly body: string;
  /** So many times it was received, this time included. */
  readonly receives: number;
}

const DOCUMENT = committedDocument();

const times = fc.oneof(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-11-22T09:30:00Z',
    '2026-11-22 09:30:00+0100',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '',
    '24:00',
  ),
  hostileText,
);

/** Envelopes as the document describes them, about products that exist, and with times and ids of any kind. */
const envelopesOf = (type: EventType): fc.Arbitrary<unknown> => {
  const documented = valuesOf(DOCUMENT as unknown as OpenApi, { $ref: `#/components/schemas/${type}` });
  const example = DOCUMENT.components.messages[type]?.examples[0]?.payload ?? {};
  const edited = fc
    .record(
      {
        time: times,
        id: fc.oneof(fc.uuid(), hostileText),
        sequence: fc.oneof(fc.nat().map(String), hostileText),
      },
      { requiredKeys: [] },
    )
    .map((fields) => ({ ...example, ...fields }));
  return fc.oneof({ weight: 2, arbitrary: edited }, { weight: 1, arbitrary: documented });
};

/** What the transport puts around an envelope, given as JSON. */
const WRAPPERS: Readonly<
  Record<Transport, (type: string, id: string) => fc.Arbitrary<(envelope: string) => string>>
> = {
  sns: (_type, id) =>
    fc
      .tuple(
        hostileJson(
          fc.constant({
            Type: 'Notification',
            MessageId: id,
            Timestamp: '2026-11-22T09:30:00.000Z',
            Message: SLOT,
          }),
        ),
        fc.nat(9),
      )
      .map(([edited, choice]) => {
        const plain = JSON.stringify({ Type: 'Notification', MessageId: id, Message: SLOT });
        return (envelope) =>
          (choice < 8 ? plain : edited).replaceAll(JSON.stringify(SLOT), () => JSON.stringify(envelope));
      }),
  eventbridge: (type, id) =>
    fc
      .tuple(
        hostileJson(
          fc.constant({
            id,
            'detail-type': type,
            source: 'fuzz',
            time: '2026-11-22T09:30:00Z',
            detail: SLOT,
          }),
        ),
        fc.nat(9),
      )
      .map(([edited, choice]) => {
        const plain = JSON.stringify({ id, 'detail-type': type, detail: SLOT });
        return (envelope) => (choice < 8 ? plain : edited).replaceAll(JSON.stringify(SLOT), () => envelope);
      }),
};
const SLOT = 'the envelope';

/** What SQS and the emulator accept as it is. Neither accepts an empty body. */
const NOT_IN_SQS = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g;
const MAX_BODY = 200_000;
const acceptedBySqs = (body: string): string =>
  body
    .slice(0, MAX_BODY)
    .replaceAll(NOT_IN_SQS, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) || ' ';

/** Messages that a producer may send to a reader of these types: right, nearly right, and wrong. */
export const messagesTo = (
  types: readonly EventType[],
  transport: Transport,
): fc.Arbitrary<HostileMessage> => {
  const wrapped = fc
    .constantFrom(...types)
    .chain((type) => fc.tuple(hostileJson(envelopesOf(type)), WRAPPERS[transport](type, 'message-1')))
    .map(([envelope, wrap]) => wrap(envelope));
  const bodies = fc.oneof(
    { weight: 12, arbitrary: wrapped },
    { weight: 1, arbitrary: hostileJson(envelopesOf(types[0]!)) },
    { weight: 1, arbitrary: hostileJson(fc.jsonValue()) },
    { weight: 1, arbitrary: hostileText },
  );
  return fc.record({
    body: bodies.map(acceptedBySqs),
    receives: fc.oneof(
      { weight: 8, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constantFrom(2, 5, 6, 40) },
    ),
  });
};
