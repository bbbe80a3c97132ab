import type { Operation, SeenProduct } from '../history/operation.js';

/** The product in the answer, if there is one. */
export const shownBy = ({ outcome }: Operation): SeenProduct | undefined =>
  outcome.kind === 'done' ? outcome.product : undefined;

/** Whether the answer says that the operation changed nothing. It tells only about the state. */
export const isObservation = ({ request, outcome }: Operation): boolean => {
  if (request.kind === 'get' || outcome.kind === 'absent' || outcome.kind === 'exists') return true;
  const isUpdate = request.kind === 'update' || request.kind === 'patch';
  return isUpdate && outcome.kind === 'done' && !outcome.product;
};

/** Whether the answer says that the operation changed the product. A creation that is done may have found the same product. */
export const isChange = ({ request, outcome }: Operation): boolean => {
  if (outcome.kind !== 'done') return false;
  if (request.kind === 'update' || request.kind === 'patch') return outcome.product !== undefined;
  return request.kind === 'delete';
};

/** The version that the operation required. */
export const conditionOf = ({ request }: Operation): number | undefined =>
  'ifVersion' in request ? request.ifVersion : undefined;

/** The version that the change must have made if it had a condition. */
export const versionMadeBy = (operation: Operation): number | undefined => {
  const ifVersion = conditionOf(operation);
  return isChange(operation) && ifVersion !== undefined ? ifVersion + 1 : undefined;
};

/** The version of the product after the operation, as far as the answer tells. */
export const versionAfter = (operation: Operation): number | undefined =>
  shownBy(operation)?.version ?? versionMadeBy(operation);
