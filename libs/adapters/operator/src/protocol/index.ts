export {
  COMMAND,
  MAX_ITEMS,
  type Command,
  type CommandInput,
  type CommandName,
  type CommandOf,
} from './commands.js';
export type {
  AnnouncePage,
  DeadLettersOfQueue,
  HealthProblem,
  OperatorErrorCode,
  QueueStatus,
  Reply,
  ResetResult,
  Results,
  Status,
} from './results.js';
