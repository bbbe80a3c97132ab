/**
 * Wakes the relay so that it need not wait for its next sweep. Best effort: it takes little time and never fails,
 * as the sweep makes good for a lost nudge.
 */
export type OutboxNudge = () => Promise<void>;
