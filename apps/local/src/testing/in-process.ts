import type { Display, Ready } from '../core/activity.js';
import type { Observer } from '../core/observation.js';
import { type LocalCloudOptions, startLocalCloud } from '../local-cloud.js';
import { lifecycle } from '../process/lifecycle.js';

export type { Exchange, Observer, Passage } from '../core/observation.js';
export type { Topology } from '@product-service/console/protocol';
export { describeTopology, fanOut } from '../topology/topology.js';
export { startBusyConsole, type BusyConsole } from './busy-console.js';
export { deployTemplate, type Deployed } from './deploy-template.js';

/** A local cloud in this process. Its functions and its database have processes of their own. */
export interface InProcess extends Ready {
  stop(): Promise<void>;
}

/** Starts the assembly of a folder, on free ports. */
export const startInProcess = async (
  assembly: string,
  env: string,
  observer: Observer,
  log: Display['log'] = () => {},
): Promise<InProcess> => {
  const life = lifecycle();
  const options: LocalCloudOptions = {
    env,
    assembly,
    observer,
    region: 'us-east-1',
    port: 0,
    awsPort: 0,
    documentsPort: 0,
    speed: 1,
    concurrency: 8,
    deployment: 'cdk',
    watch: false,
    throttle: 'template',
    databaseUrl: undefined,
    emulator: undefined,
    traceAgent: undefined,
  };
  try {
    const ready = await startLocalCloud(options, { log, ready: () => {} }, life);
    return { ...ready, stop: life.stop };
  } catch (error) {
    await life.stop();
    throw error;
  }
};
