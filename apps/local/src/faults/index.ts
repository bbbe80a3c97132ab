export { behindProxy } from './behind-proxy.js';
export { EFFECTS, FAULT, type Fault, STATEMENT_KINDS } from './fault.js';
export { serveFaults, type FaultReply, type FaultRequest } from './fault-channel.js';
export { faultInjector, type FaultInjector } from './fault-injector.js';
export type { FaultyProcess } from './function-faults.js';
