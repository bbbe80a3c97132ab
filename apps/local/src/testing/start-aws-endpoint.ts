import type { Activity } from '../console/activity.js';
import { createCloud } from '../services/index.js';
import { takeDoor } from '../http/http-listener.js';
import { awsHandler } from '../aws-endpoint/aws-handler.js';
import { openEmulator } from '../emulator/emulator.js';
import { lifecycle } from '../process/lifecycle.js';
import type { Cloud } from '../service-model/service.js';

/** The AWS endpoint of an account without any resources. */
export interface RunningFrontDoor {
  readonly address: string;
  readonly cloud: Cloud;
  /** What it has told so far, growing. */
  readonly activities: readonly Activity[];
  stop(): Promise<void>;
}

/** @param emulator address of an SNS and SQS to use instead of one of its own */
export const startFrontDoor = async (emulator?: string): Promise<RunningFrontDoor> => {
  const life = lifecycle();
  const activities: Activity[] = [];
  const log = (activity: Activity): void => void activities.push(activity);
  const region = 'us-east-1';
  const opened = await openEmulator(emulator, region);
  life.onStop(opened.stop);
  const door = await takeDoor(0, 'AWS_PORT', life, log);
  const cloud = createCloud({
    assembly: { stackName: 'Test', region, template: {}, assetFolder: () => '' },
    region,
    speed: 1,
    workFolder: '',
    emulator: opened,
    endpoint: door.address,
    api: '',
    database: undefined,
    traceAgent: undefined,
    log,
    onceDeployed: () => {},
  });
  life.onStop(cloud.messaging.close);
  door.open(awsHandler(cloud, opened));
  return { address: door.address, cloud, activities, stop: life.stop };
};
