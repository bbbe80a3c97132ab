import type { CommitNudge } from './outbox-nudge.js';

/**
 * Lets writes that commit at about the same time share a nudge. A call during a nudge waits for the next one: the relay may
 * have read the outbox before that call's events were committed.
 */
export const sharedNudge = (nudge: CommitNudge): CommitNudge => {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (committed?: Promise<boolean>): Promise<void> => {
    current = nudge(committed).finally(() => {
      current = undefined;
    });
    return current;
  };
  return async (committed) => {
    if (!current) return start(committed);
    if ((await committed) === false) return;
    if (!current) return start();
    next ??= current.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
};
