import type { Account } from '../core/account.js';
import type { Log } from '../console/activity.js';
import { customResources } from './custom-resource/responses.js';
import type { Database } from './dsql/database.js';
import { databaseAccess } from './dsql/database-access.js';
import { eventDelivery } from './event-bridge/delivery.js';
import { eventBridge } from './event-bridge/buses.js';
import { accessKeys } from './sts/access-keys.js';
import type { Emulator } from '../emulator/emulator.js';
import { messagingAt } from './sqs/queues.js';
import { parameterStore } from './ssm/parameters.js';
import { secretsManager } from './secrets-manager/secrets.js';
import type { OnRun } from './lambda/lambda-function.js';
import { accountPolicies } from './iam/policies.js';
import type { Cloud } from '../service-model/service.js';
import { restApi } from './api-gateway/rest-api.js';
import type { Assembly } from '../cloud-formation/cloud-assembly.js';
import { resolveDynamicReferences } from '../cloud-formation/dynamic-references.js';
import { timeAt } from '../core/time.js';
import { laptopVariables, withLocalApi } from '../core/local-overrides.js';

/** What there is before any resource. */
export interface Ground {
  readonly assembly: Assembly;
  readonly region: string;
  readonly speed: number;
  /** Folder for files that live as long as the local cloud. */
  readonly workFolder: string;
  /** Whatever plays SNS and SQS. */
  readonly emulator: Emulator;
  /** Address of the front door. */
  readonly endpoint: string;
  /** Address of the REST API. */
  readonly api: string;
  /** For templates that have a cluster. */
  readonly database: Database | undefined;
  readonly traceAgent: string | undefined;
  readonly onRun?: OnRun | undefined;
  readonly log: Log;
  readonly onceDeployed: Cloud['onceDeployed'];
}

/** An account without any resources yet. */
export const createCloud = (ground: Ground): Cloud => {
  const { assembly, endpoint, log, traceAgent } = ground;
  const account = accountOf(ground.emulator.accountId, assembly.region ?? ground.region, assembly.stackName);
  const time = timeAt(ground.speed);
  const messaging = messagingAt(ground.emulator.endpoint, endpoint, account);
  const parameters = parameterStore(account);
  const secrets = secretsManager(account);
  const policies = accountPolicies(log);
  const api = restApi(account, time, policies, log);
  return {
    account,
    time,
    log,
    messaging,
    parameters,
    secrets,
    endpoint,
    restApi: api,
    eventBridge: eventBridge(account, policies, eventDelivery(messaging, policies, time, log)),
    accessKeys: accessKeys(),
    policies,
    databaseAccess: databaseAccess(ground.database, policies),
    customResources: customResources(endpoint),
    onRun: ground.onRun ?? (() => () => {}),
    functions: new Map(),
    asynchronousInvocations: new Map(),
    layers: new Map(),
    deadLetterQueues: new Set(),
    workFolder: ground.workFolder,
    assetFolder: assembly.assetFolder,
    laptopVariables: (databaseUrl) => laptopVariables({ endpoint, databaseUrl, traceAgent }),
    finishText: (text) => {
      const resolved = resolveDynamicReferences(text, parameters.get, secrets.get);
      return api.id ? withLocalApi(resolved, api.id, ground.api) : resolved;
    },
    onceDeployed: ground.onceDeployed,
  };
};

const accountOf = (id: string, region: string, stackName: string): Account => ({
  id,
  region,
  stackName,
  stackId: `arn:aws:cloudformation:${region}:${id}:stack/${stackName}/local`,
});
