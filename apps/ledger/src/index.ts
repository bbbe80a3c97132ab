export { isChange, shownBy, versionAfter } from './checks/answers.js';
export { check, type Verdict } from './checks/check.js';
export { describeOperation } from './checks/describe.js';
export { distinctEvents, checkRepeats } from './checks/distinct-events.js';
export { checkLinks, checkOrder, describeEvent } from './checks/event-chain.js';
export { checkOwners } from './checks/event-owners.js';
export { historyOf } from './checks/history-of.js';
export { checkLinearizability } from './checks/linearizability.js';
export { checkPublicEvents, PUBLIC_VERSIONS, type PublicVersion } from './checks/public-events.js';
export { sameDetails } from './checks/register.js';
export { checkVersions } from './checks/versions.js';
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
