import type { OutboxNudge } from '@product-service/product';

/**
 * Lets writes that commit at about the same time share a nudge. A call during a nudge waits for the next one: the relay may
 * have read the outbox before that call's events were committed.
 */
export const sharedNudge = (nudge: OutboxNudge): OutboxNudge => {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    current = nudge().finally(() => {
      current = undefined;
    });
    return current;
  };
  return () => {
    if (!current) return start();
    next ??= current.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
};
