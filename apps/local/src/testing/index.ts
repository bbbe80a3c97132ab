export { EFFECTS, STATEMENT_KINDS, type Fault, type FaultReply, type FaultRequest } from '../faults/index.js';
export { build, DEPLOYMENT_TOOLS } from '../build/build.js';
export { descendantsOf } from '../process/descendants.js';
export { startLocal, type Line, type RunningLocal, type StartOptions } from './start-local.js';
