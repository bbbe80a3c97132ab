export { commandLine } from './command-line.js';
export { confirmDestruction } from './confirm-destruction.js';
export { requireDatadog } from './datadog-access.js';
export { type Deployment, readDeployment, readProtection } from './deployment.js';
export { deploymentSteps } from './deployment-steps.js';
export {
  CommandFailedError,
  type CommandOptions,
  isInstalled,
  requireInstalled,
  run,
  WORKSPACE,
} from './run.js';
export { protectStack, stackState, type StackState } from './stack-state.js';
