import { RESOLVED_DEPLOYMENTS } from '@product-service/infra-terraform';

/** The deployments that are compared: both integrated environments, a stand-alone one, and one with every optional setting. */
export const DEPLOYMENTS: readonly NodeJS.ProcessEnv[] = Object.values(RESOLVED_DEPLOYMENTS);
