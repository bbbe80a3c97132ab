export { addLogFields, withLogFields, type LogFields } from './log-fields.js';
export { log } from './log.js';
