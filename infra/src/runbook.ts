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
  'lost-deliveries':
    'A message reached neither its queue nor the dead letters: have its sender send it again, and mend the queue policy.',
  'database-conflicts':
    'Transactions abort because others changed the same rows: look who writes the same product so often.',
  'client-errors':
    'Many answers are 4xx: look whether they are 429, 401 or something else, and who gets them.',
  'slow-answers': 'One answer in a hundred takes longer than five seconds: look where its trace spends them.',
  'server-errors': 'Clients get 5xx: look at the traces of the requests that failed.',
} as const;

export type RunbookEntry = keyof typeof RUNBOOK;
