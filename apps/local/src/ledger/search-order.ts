import { checkLinearizability, checkOwners, shownBy } from '@product-service/ledger';
import type { ProductRecord } from './product-record.js';
import type { RecordedOperation } from './recorded-operation.js';

/** Longer histories are not searched: the time grows exponentially with the number of concurrent operations. */
const MOST_OPERATIONS = 24;
/** Configurations. Reached after some milliseconds. */
const LIMIT = 2_000;
/** API Gateway answers within 29 s: older operations overlap none that is not answered yet. */
const QUIET_MS = 35_000;

/** Whether all requests are answered that may have been executed while those of the record were. */
export const isQuiet = ({ operations }: ProductRecord, now: number): boolean =>
  operations.every(({ to }) => now - to >= QUIET_MS);

/** What shows that no order of the operations explains the answers. Undefined: one does, or it cannot be told. */
export const searchOrder = (record: ProductRecord): string | undefined => {
  const { operations, events, isWhole } = record;
  const productId = events[0]?.productId ?? '';
  if (!isWhole || operations.length > MOST_OPERATIONS || !areAllSeen(record, productId)) return undefined;
  if (operations.some(hasUncertainName)) return undefined;
  if (operations.some((operation) => isUnexpectedlyAbsent(operation, operations))) return undefined;
  const { violations } = checkLinearizability({ productId, operations }, { limit: LIMIT });
  return violations[0]?.text;
};

/** Whether no change came from elsewhere, e.g. from a function that was invoked directly. */
const areAllSeen = ({ operations, events }: ProductRecord, productId: string): boolean => {
  const asked = operations.map(({ request }) => request);
  const isAsked = ({ name, price }: { readonly name: string; readonly price: number }) =>
    asked.some((request) => 'name' in request && request.name === name) &&
    asked.some((request) => 'price' in request && request.price === price);
  return (
    operations.map(shownBy).every((product) => !product || isAsked(product)) &&
    checkOwners(events, { productId, operations }).every(({ promise }) => promise !== 'invented')
  );
};

/** The stored name may differ from the one in the request, and no answer shows it. */
const hasUncertainName = (operation: RecordedOperation): boolean => {
  const { request } = operation;
  return 'name' in request && !shownBy(operation) && !/^[!-~]+( [!-~]+)*$/.test(request.name ?? '-');
};

/** The product is gone, and nobody deleted it: somebody emptied the database. */
const isUnexpectedlyAbsent = (
  { outcome, from, to }: RecordedOperation,
  operations: readonly RecordedOperation[],
): boolean => {
  if (outcome.kind !== 'absent') return false;
  const shown = operations.filter((other) => other.to < from && shownBy(other)).map((other) => other.from);
  const last = Math.max(...shown);
  return (
    shown.length > 0 &&
    !operations.some(({ request, ...it }) => request.kind === 'delete' && it.to > last && it.from < to)
  );
};
