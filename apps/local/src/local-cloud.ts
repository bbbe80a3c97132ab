import { join } from 'node:path';
import { stackName } from '@product-service/environment';
import { addResourcesOfOtherStacks, deploymentTo } from './account-deployment.js';
import { adminToken } from './admin-token.js';
import { apiPage } from './api-page/api-page.js';
import { awsEndpoint, type Intercept } from './aws-endpoint/aws-endpoint.js';
import { assemblyFolder, workspace } from './build/assembly-source.js';
import { type DeploymentTool, WORKSPACE } from './build/build.js';
import { type CloudAssembly, readCloudAssembly } from './cloud-formation/cloud-assembly.js';
import { deploy } from './cloud-formation/deploy.js';
import { readTemplate, type Template } from './cloud-formation/template.js';
import type { Display, Log, Ready } from './core/activity.js';
import { type Account, accountOf } from './core/account.js';
import type { TraceAgent } from './core/local-overrides.js';
import { lazyObserver, type Observer } from './core/observation.js';
import { timeAt } from './core/time.js';
import { type Emulator, openEmulator } from './emulator/emulator.js';
import { behindProxy, type FaultInjector } from './faults/index.js';
import { startLiveUpdate } from './live-update.js';
import { openHttpListener, type RequestHandler } from './http/http-listener.js';
import type { Lifecycle } from './process/lifecycle.js';
import { makeWorkFolder, removeAbandonedFolders } from './process/work-folder.js';
import type { Created } from './service-model/resource-type.js';
import type { AwsService, ServiceContext } from './service-model/service.js';
import { type Database, openDatabase } from './services/dsql/index.js';
import { createServices, type Services } from './services/index.js';
import type { ThrottleOption } from './services/api-gateway/index.js';
import type { OnRun } from './services/lambda/index.js';

/** Settings of `npm start`. */
export interface LocalCloudOptions {
  /** Suffix of the environment, as in the cloud. */
  readonly env: string;
  /** For a template without a region. */
  readonly region: string;
  /** 0 selects a free one. */
  readonly port: number;
  readonly awsPort: number;
  /** Of the page to browse and try the API. */
  readonly documentsPort: number;
  /** Divides the times of the template. */
  readonly speed: number;
  /** Folder of a cloud assembly. Undefined: the service's own is built. */
  readonly assembly: string | undefined;
  /** The deployment of the service to build and run. */
  readonly deployment: DeploymentTool;
  /** Rebuild and update functions when sources change. */
  readonly watch: boolean;
  /** Connection string of a PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Address of an SNS and SQS to use instead of the embedded ones. */
  readonly emulator: string | undefined;
  readonly traceAgent: TraceAgent | undefined;
  /** Maximum number of processes of all functions. */
  readonly concurrency: number;
  readonly throttle: ThrottleOption;
  readonly onRun?: OnRun | undefined;
  /** Sees what passes through the local cloud. */
  readonly observer?: Observer | undefined;
  /** Makes parts fail. Absent: no faults can be injected, and functions connect to the database directly. */
  readonly faults?: FaultInjector | undefined;
  /** Called when everything runs. */
  readonly onRunning?: ((cloud: RunningCloud) => void) | undefined;
}

/** A local cloud in which everything runs. */
export interface RunningCloud extends Omit<Ready, 'token' | 'console'> {
  readonly account: Account;
  readonly services: Services;
  /** The resources of the template, by logical id. */
  readonly created: ReadonlyMap<string, Created>;
  /** Not behind the proxy in which statements can fail. Absent for a template without a cluster. */
  readonly database: Database | undefined;
}

/** Builds the service, starts everything it runs on, and deploys it. Registers in `life` everything that it starts. */
export const startLocalCloud = async (
  options: LocalCloudOptions,
  { log }: Display,
  life: Lifecycle,
): Promise<Ready> => {
  const { env } = options;
  const step: Step = async (message, run) => {
    const from = performance.now();
    const result = await run();
    life.signal.throwIfAborted();
    log({ event: 'progress', message, ms: Math.round(performance.now() - from) });
    return result;
  };
  // The ports come first: a port that is in use must not be reported after a build of a minute.
  const apiListener = await openHttpListener(options.port, 'PORT', life, log);
  const awsListener = await openHttpListener(options.awsPort, 'AWS_PORT', life, log);
  // The documents are about the service's own template.
  const pageListener = options.assembly
    ? undefined
    : await openHttpListener(options.documentsPort, 'DOCUMENTS_PORT', life, log);

  const workFolder = await prepareWorkFolder(log);
  const source = options.assembly
    ? assemblyFolder(options.assembly)
    : workspace({ tool: options.deployment, env }, workFolder, life.signal, log);
  const folder = options.assembly ?? (await step('Built', source.latest));
  let assembly = readCloudAssembly(folder, stackName(env));
  const template = readTemplate(assembly.template);

  const { faults } = options;
  const { emulator, database } = await startBackends(options, template, step, life, log);
  const reached = database && faults ? await behindProxy(database, faults, life) : database;
  const starts: Parameters<ServiceContext['onDeployed']>[0][] = [];
  const context: ServiceContext = {
    account: accountOf(emulator.accountId, assembly.region ?? options.region, assembly.stackName),
    time: timeAt(options.speed),
    log,
    observer: lazyObserver(options.observer, log),
    onDeployed: (start) => void starts.push(start),
  };
  const services = createServices(context, {
    emulator: emulator.endpoint,
    endpoint: awsListener.address,
    database: reached,
    workFolder,
    assetFolder: (objectKey) => assembly.assetFolder(objectKey),
    traceAgent: options.traceAgent,
    concurrency: options.concurrency,
    throttle: options.throttle,
    onRun: options.onRun ?? (() => () => {}),
    onProcess: faults?.started ?? (() => {}),
  });
  stopWith(life, services);
  awsListener.serve(awsEndpointOf(context, services, faults?.call));
  addResourcesOfOtherStacks(env, services);

  const deployment = deploymentTo(context, services, apiListener.address);
  const created = await step('Deployed', () => deploy(template, deployment));
  for (const start of starts) life.onStop((await start()).stop);
  const { restApi } = services.apigateway;
  apiListener.serve(restApi.listener, restApi.reject);
  pageListener?.serve(
    apiPage({
      documents: join(WORKSPACE, 'docs/api'),
      api: apiListener.address,
      token: () => adminToken(services),
    }),
  );
  if (options.watch) {
    const use = (next: CloudAssembly): void => void (assembly = next);
    life.onStop(
      startLiveUpdate({ source, assembly, created, deployment, signal: life.signal, use }, log).stop,
    );
  }
  const addresses = {
    env,
    region: context.account.region,
    api: restApi.id ? apiListener.address : null,
    aws: awsListener.address,
    documents: pageListener?.address ?? null,
  };
  options.onRunning?.({ ...addresses, account: context.account, services, created, database });
  return { ...addresses, token: await adminToken(services), console: null };
};

/** Runs a part of the start, and logs its duration. Ends the start if it is stopped meanwhile. */
type Step = <T>(message: string, run: () => Promise<T>) => Promise<T>;

const prepareWorkFolder = async (log: Log): Promise<string> => {
  const removed = await removeAbandonedFolders();
  if (removed > 0) log({ event: 'progress', message: `Removed the files of killed runs: ${removed}` });
  return makeWorkFolder();
};

/** Starts the programs behind the services: the emulator of SNS and SQS, and PostgreSQL for a template with a cluster. */
const startBackends = async (
  { emulator: userEmulator, region, databaseUrl }: LocalCloudOptions,
  template: Template,
  step: Step,
  life: Lifecycle,
  log: Log,
): Promise<{ readonly emulator: Emulator; readonly database: Database | undefined }> => {
  const start = <T extends { stop(): Promise<void> }>(message: string, open: () => Promise<T>): Promise<T> =>
    step(message, async () => {
      const opened = await open();
      life.onStop(opened.stop);
      return opened;
    });
  const emulator = await start('SNS and SQS', () => openEmulator(userEmulator, region));
  const hasCluster = Object.values(template.Resources).some(({ Type }) => Type === 'AWS::DSQL::Cluster');
  if (!hasCluster) return { emulator, database: undefined };
  const database = await start('PostgreSQL', () => openDatabase(databaseUrl, log));
  return { emulator, database };
};

/** Answers the AWS SDK clients of all processes. */
export const awsEndpointOf = (
  { account, log, observer }: ServiceContext,
  services: Services,
  intercept?: Intercept,
): RequestHandler =>
  awsEndpoint({
    account,
    log,
    observer,
    services,
    callerOf: services.sts.accessKeys.callerOf,
    denialReason: services.iam.policies.denialReason,
    takeResponse: services.cloudformation.takeResponse,
    intercept,
  });

/** The services stop in reverse order: each before those that it uses. */
const stopWith = (life: Lifecycle, services: Readonly<Record<string, AwsService>>): void => {
  for (const service of Object.values(services)) {
    life.onStop(async () => {
      await service.stop?.();
    });
  }
};
