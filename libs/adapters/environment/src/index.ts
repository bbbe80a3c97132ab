export {
  busName,
  DEFAULT_ENV,
  eventSource,
  functionName,
  INTEGRATED_ENVS,
  isIntegrated,
  MAX_RECEIVES,
  OUTBOX_MESSAGE_GROUP,
  parameterNames,
  QUEUE_RETENTION_DAYS,
  SERVICE,
  stackName,
} from './names.js';
export {
  readOptionalVariable,
  readTopics,
  readVariable,
  TOPIC_VARIABLES,
  VARIABLES,
  type Variable,
} from './variables.js';
export { readDatabasePipelining, type DatabasePipelining } from './database-pipelining.js';
export { readQueues, type NamedQueue } from './queues.js';
export { readPublicEventVersions } from './public-event-versions.js';
export { pauseFor, systemClock } from './system-clock.js';
