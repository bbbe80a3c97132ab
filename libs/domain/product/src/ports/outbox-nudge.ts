/**
 * Wakes the relay so that events do not wait for the next scheduled run. Best effort: it takes little time and never
 * rejects, because the scheduled run publishes the events if a nudge is lost.
 */
export type OutboxNudge = () => Promise<void>;
