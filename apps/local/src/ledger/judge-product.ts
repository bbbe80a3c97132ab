import {
  checkLinks,
  checkOrder,
  checkVersions,
  describeEvent,
  describeOperation,
  isChange,
  sameDetails,
  shownBy,
  type PrivateEvent,
  type PublicVersion,
  type Violation,
} from '@product-service/ledger';
import type { ProductRecord } from './product-record.js';
import type { RecordedOperation } from './recorded-operation.js';

export const PROMISES = ['published', 'agreed', 'ordered', 'kept', 'repeatable'] as const;
/** `kept`: no update is lost. `repeatable`: a repeated event has the same id. */
export type PromiseName = (typeof PROMISES)[number];

export interface Broken {
  readonly promise: PromiseName;
  /** What shows it. */
  readonly text: string;
}

/** What a record says. Everything in `broken` is certain, whatever comes later. */
export interface Judgement {
  readonly broken: readonly Broken[];
  readonly acknowledged: number;
  readonly published: number;
  /** Acknowledged changes whose event SNS did not accept yet. */
  readonly unpublished: readonly RecordedOperation[];
  /** Events whose public events did not all come yet. */
  readonly undelivered: readonly PrivateEvent[];
  /** Number of events that have all of their public events. */
  readonly delivered: number;
  readonly repeated: number;
  readonly answers: number;
}

/** @param versions the public versions that are switched on */
export const judgeProduct = (record: ProductRecord, versions: readonly PublicVersion[]): Judgement => {
  const { operations, events, isWhole } = record;
  const ordered = events.toSorted((a, b) => a.sequence - b.sequence);
  const bySequence = new Map(ordered.toReversed().map((event) => [event.sequence, event]));
  recognizeChanges(record, ordered, bySequence);
  const acknowledged = operations.filter(({ change }) => change !== 'none');
  const unpublished = acknowledged.filter(({ change }) => change === 'acknowledged');
  const newest = ordered.at(-1)?.sequence ?? 0;
  const [overtaken, waiting] = partition(unpublished, ({ version = Infinity }) => version < newest);
  const single = events.filter((event) => bySequence.get(event.sequence) === event);
  const { undelivered, disagreements } = record.deliveries.check(versions);
  const links = checkLinks(ordered, isWhole ? 'absent' : 'unknown');
  return {
    broken: [
      ...broken(
        'published',
        links.filter(({ promise }) => promise === 'lost'),
      ),
      ...overtaken.map((operation): Broken => ({
        promise: 'published',
        text: `A later event of the product was published, but none of this change: ${describeOperation(operation)}.`,
      })),
      ...told('agreed', disagreements),
      ...broken('ordered', checkOrder(single)),
      ...broken('kept', checkVersions({ productId: '', operations })),
      ...contradictions(operations, bySequence),
      ...broken(
        'repeatable',
        links.filter(({ promise }) => promise === 'invented'),
      ),
      ...told('repeatable', [...record.deliveries.severalIds, ...record.differentRepeats]),
    ],
    acknowledged: acknowledged.length,
    published: acknowledged.length - unpublished.length,
    unpublished: waiting,
    undelivered,
    delivered: single.length - undelivered.length,
    repeated: record.repeated,
    answers: operations.length,
  };
};

type Ordered = readonly PrivateEvent[];

/** Finds out which operations have changed the product, and which of the changes are published. */
const recognizeChanges = (
  record: ProductRecord,
  ordered: Ordered,
  bySequence: ReadonlyMap<number, PrivateEvent>,
): void => {
  /** Versions of creations that are recognized, since a repeated creation shows the same product. */
  const created = new Set<number>();
  for (const operation of record.operations) {
    const { request, outcome, version, from } = operation;
    if (isChange(operation)) {
      const event =
        version === undefined
          ? ordered.find(({ type, accepted = 0 }) => type === 'product.productDeleted' && accepted >= from)
          : bySequence.get(version);
      if (event) operation.change = 'published';
      else if (isForgotten(operation, ordered[0], record)) operation.change = 'none';
      else if (operation.change === 'none' && isNewRequest(operation, record))
        operation.change = 'acknowledged';
    } else if (request.kind === 'create' && outcome.kind === 'done' && version !== undefined) {
      const before = ordered.findLast(({ sequence }) => sequence <= version);
      const isPublished = before?.sequence === version && before.type === 'product.productCreated';
      const place = isPublished ? version : (before?.sequence ?? 0) + 0.5;
      const isFirst = !created.has(place);
      operation.change = !isFirst
        ? 'none'
        : isPublished
          ? 'published'
          : isNewRequest(operation, record) && isCreation(operation, before, record)
            ? 'acknowledged'
            : 'none';
      if (operation.change !== 'none') created.add(place);
    }
  }
};

/**
 * Whether the answer is no repeated one of a request before the record began: that request changed the product, and its event
 * may have been published before. Only requests with an idempotency key can be repeated so.
 */
const isNewRequest = (
  { key, from, version = 0 }: RecordedOperation,
  { isWhole, operations, watchedFrom }: ProductRecord,
): boolean =>
  from > watchedFrom &&
  (key === undefined ||
    isWhole ||
    operations.some(
      (it) => it.key === undefined && it.to < from && it.version !== undefined && it.version < version,
    ));

/** Whether the event of the change may be forgotten: the answer came late. */
const isForgotten = (
  { version, from, change }: RecordedOperation,
  oldest: PrivateEvent | undefined,
  { forgottenUntil }: ProductRecord,
): boolean =>
  change === 'none' &&
  forgottenUntil > 0 &&
  (version === undefined ? (oldest?.accepted ?? Infinity) >= from : version <= forgottenUntil);

/** Whether the operation must have created the product: otherwise it may have found the product as it is. */
const isCreation = (
  { from }: RecordedOperation,
  before: PrivateEvent | undefined,
  { isWhole, operations, forgottenUntil }: ProductRecord,
): boolean => {
  const isPendingDeletion = ({ request, change, to }: RecordedOperation) =>
    request.kind === 'delete' && change === 'acknowledged' && to < from;
  if (before) return before.type === 'product.productDeleted' || operations.some(isPendingDeletion);
  if (isWhole) return true;
  return (
    forgottenUntil === 0 &&
    operations.some(
      ({ request, outcome, to }) =>
        to < from && (outcome.kind === 'absent' || (request.kind === 'delete' && outcome.kind === 'done')),
    )
  );
};

/** An event has the version of an answer, but tells something else. */
const contradictions = (
  operations: readonly RecordedOperation[],
  bySequence: ReadonlyMap<number, PrivateEvent>,
): Broken[] =>
  operations.flatMap((operation) => {
    const event = operation.version === undefined ? undefined : bySequence.get(operation.version);
    const product = shownBy(operation);
    if (!event || !product || (event.details && sameDetails(event.details, product))) return [];
    const text = `The answer and the event differ: ${describeOperation(operation)}; ${describeEvent(event)}.`;
    return [{ promise: 'kept', text }];
  });

const broken = (promise: PromiseName, violations: readonly Violation[]): Broken[] =>
  told(
    promise,
    violations.map(({ text }) => text),
  );
const told = (promise: PromiseName, texts: readonly string[]): Broken[] =>
  texts.map((text) => ({ promise, text }));

const partition = <T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] => [
  all.filter(test),
  all.filter((one) => !test(one)),
];
