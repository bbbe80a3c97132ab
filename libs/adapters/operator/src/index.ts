export type { OperatorDependencies } from './dependencies.js';
export { operatorHandler } from './operator-handler.js';
