/**
 * What the receiver of an alarm does, in one sentence. Each key is a heading of docs/runbook.md, which goes on from there.
 */
export const RUNBOOK = {
  'dead-letters':
    'Messages were given up, or could not be delivered: their attributes say why. Mend it, and redrive the queue.',
  'old-messages':
    'Messages wait for something that is away: look whether the consumer fails, is throttled or is too slow.',
  'many-messages':
    'Messages come faster than they are processed: look for the one who sends them, or let more consumers run.',
  'outbox-stuck':
    'Events wait in the outbox, or are parked: look at the entries and what was the matter with them, and release them.',
  'function-errors':
    'A function crashed or ran out of time: its log has the error, the runbook has what follows from it.',
  'function-throttles':
    "The account's concurrency is used up: find out who uses it, or have the quota raised.",
  'server-errors': 'Clients get 5xx: look at the traces of the requests that failed.',
} as const;

export type RunbookEntry = keyof typeof RUNBOOK;
