export { check, type Verdict } from './checks/check.js';
export { historyOf } from './checks/history-of.js';
export type { Violation } from './checks/violation.js';
export type { Fact, PrivateEvent, PublicEvent } from './history/event.js';
export type { History } from './history/history.js';
export type { Operation, Outcome, ProductRequest } from './history/operation.js';
export {
  codeOf,
  combined,
  itemOutcome,
  outcomeOf,
  versionIn,
  type AnswerBody,
  type BatchEntry,
} from './history/outcome.js';
export { readPrivateEvent, readPublicEvent } from './history/read-events.js';
