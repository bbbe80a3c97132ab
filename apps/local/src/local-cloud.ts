import { stackName } from '@product-service/environment';
import { join } from 'node:path';
import { adminToken } from './admin-token.js';
import { build } from './build.js';
import type { Display, Ready } from './console/activity.js';
import { createCloud } from './services/index.js';
import { openDatabase } from './services/dsql/database.js';
import { watchDeadLetters } from './services/sqs/dead-letter-watch.js';
import { takeDoor } from './http/http-listener.js';
import { awsHandler } from './aws-endpoint/aws-handler.js';
import { openEmulator } from './emulator/emulator.js';
import type { OnRun } from './services/lambda/lambda-function.js';
import type { Lifecycle } from './process/lifecycle.js';
import type { Cloud } from './service-model/service.js';
import { deploy } from './cloud-formation/deploy.js';
import { readAssembly } from './cloud-formation/cloud-assembly.js';
import { readTemplate } from './cloud-formation/template.js';
import { addSharedResources } from './core/local-overrides.js';
import { makeWorkFolder, removeAbandonedFolders } from './process/work-folder.js';

export interface LocalCloudOptions {
  /** Suffix of the environment, as in the cloud. */
  readonly env: string;
  /** For templates that name none. */
  readonly region: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly awsPort: number;
  /** How many times faster than the template says. */
  readonly speed: number;
  /** Folder of a cloud assembly; without one, the service's own is built. */
  readonly assembly: string | undefined;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** An SNS and SQS to use instead of the embedded ones. */
  readonly emulator: string | undefined;
  /** Address of a Datadog trace agent. */
  readonly traceAgent: string | undefined;
  /** Told of every run of a function. */
  readonly onRun?: OnRun | undefined;
}

/** Builds the service, starts everything it runs on, and deploys it there. What it has started it registers to be stopped. */
export const startLocalCloud = async (
  options: LocalCloudOptions,
  { log }: Display,
  life: Lifecycle,
): Promise<Ready> => {
  const step = async <T>(message: string, run: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await run();
    life.signal.throwIfAborted();
    log({ event: 'progress', message, ms: Math.round(performance.now() - from) });
    return result;
  };
  const { env } = options;

  // The ports first: that one is taken should not show after a build of a minute.
  const apiDoor = await takeDoor(options.port, 'PORT', life, log);
  const awsDoor = await takeDoor(options.awsPort, 'AWS_PORT', life, log);

  const removed = await removeAbandonedFolders();
  if (removed > 0) log({ event: 'progress', message: `Removed the files of killed runs: ${removed}` });
  const workFolder = makeWorkFolder();
  const built = join(workFolder, 'cdk.out');
  if (!options.assembly) {
    log({ event: 'progress', message: 'Building the functions and the template (cached next time)' });
    await step('Built', () => build(env, built, life.signal));
  }
  const assembly = readAssembly(options.assembly ?? built, stackName(env));
  const template = readTemplate(assembly.template);

  const emulator = await step('SNS and SQS', async () => {
    const opened = await openEmulator(options.emulator, options.region);
    life.onStop(opened.stop);
    return opened;
  });
  const hasCluster = Object.values(template.Resources).some(({ Type }) => Type === 'AWS::DSQL::Cluster');
  const database = hasCluster
    ? await step('PostgreSQL', async () => {
        const opened = await openDatabase(options.databaseUrl, log);
        life.onStop(opened.stop);
        return opened;
      })
    : undefined;

  const starts: Parameters<Cloud['onceDeployed']>[0][] = [];
  const cloud = createCloud({
    ...options,
    assembly,
    emulator,
    database,
    endpoint: awsDoor.address,
    api: apiDoor.address,
    workFolder,
    log,
    onceDeployed: (start) => starts.push(start),
  });
  life.onStop(cloud.messaging.close);
  life.onStop(cloud.eventBridge.stop);
  life.onStop(async () => {
    await Promise.all([...cloud.functions.values()].map((lambda) => lambda.stop()));
  });
  awsDoor.open(awsHandler(cloud, emulator));

  addSharedResources(env, cloud.eventBridge, cloud.parameters);
  await step('Deployed', () => deploy(template, cloud));
  for (const start of [...starts, () => watchDeadLetters(cloud)]) life.onStop((await start()).stop);
  apiDoor.open(cloud.restApi.listener, cloud.restApi.reject);
  return {
    env,
    region: cloud.account.region,
    api: cloud.restApi.id ? apiDoor.address : null,
    aws: awsDoor.address,
    token: await adminToken(cloud),
  };
};
