import { randomBytes } from 'node:crypto';
import {
  deployedFunction,
  startDatabase,
  startFunction,
  type BenchDatabase,
  type FunctionFolder,
  type FunctionProcess,
} from '@product-service/bench/functions';
import { startTraceAgent } from '@product-service/observability/agent';
import { inTime } from '../core/in-time.js';
import type { Run } from '../core/run.js';
import { leakWatch, type LeakWatch } from '../leaks/watch.js';
import { startAwsFront, type AwsFront } from './aws-front.js';
import { messagingOf, queueUrlOf, type Messaging } from './messaging.js';

/** API Gateway waits so long for an answer, and a function is ended then. */
const TIME_LIMIT_MS = 29_000;

/** What the functions run in: a database, an emulator, an agent. Everything that they write is looked at. */
export interface Cloud {
  readonly jwtSecret: string;
  readonly database: BenchDatabase;
  readonly messaging: Messaging;
  /** As functions use it. */
  queueUrl(queue: string): string;
  readonly bus: Pick<AwsFront, 'takeBusEvents'>;
  readonly watch: LeakWatch;
  /**
   * Starts a function as it is deployed, with its tracer. Each call of it ends within the time limit.
   * @param variables replace those of the deployment
   */
  start(
    folder: FunctionFolder,
    variables?: Readonly<Record<string, string>>,
  ): Promise<FunctionProcess['run']>;
}

export const startCloud = async (run: Run): Promise<Cloud> => {
  const { onEnd } = run;
  const database = await startDatabase(run);
  const secrets = {
    'the JWT secret': randomBytes(32).toString('base64url'),
    'the key of AWS': randomBytes(24).toString('base64url'),
    'the API key of Datadog': randomBytes(16).toString('hex'),
    'the password of the database': new URL(database.url).password,
  };
  const emulator = await startEmulator(onEnd);
  const front = await startAwsFront(emulator, secrets['the JWT secret']);
  onEnd(front.close);
  const aws = {
    endpoint: front.endpoint,
    variables: {
      AWS_ENDPOINT_URL: front.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'fuzz',
      AWS_SECRET_ACCESS_KEY: secrets['the key of AWS'],
      DD_API_KEY: secrets['the API key of Datadog'],
    },
  };
  const deployed = (folder: FunctionFolder) =>
    deployedFunction(folder, { aws, databaseUrl: database.url, isTraced: true });
  const replaceTags = deployed('product-api/create-product').variables['DD_APM_REPLACE_TAGS'] ?? '[]';
  const watch = leakWatch(secrets, replaceTags, run);
  const agent = await startTraceAgent(watch.trace);
  onEnd(agent.close);

  return {
    jwtSecret: secrets['the JWT secret'],
    database,
    messaging: messagingOf(emulator),
    bus: front,
    queueUrl: (queue) => queueUrlOf(front.endpoint, queue),
    watch,
    start(folder, variables = {}) {
      const code = deployed(folder);
      const own = { DD_TRACE_AGENT_URL: agent.url, ...variables };
      const look = watch.output(code.name);
      const onOutput = (text: string): void => {
        look(text);
        // A single input is replayed to find the cause.
        if (run.indexes.length === 1) run.progress(text.trimEnd());
      };
      const options = { ...code, variables: { ...code.variables, ...own } };
      return restarting(
        code.name,
        (onEndOfProcess) => startFunction(options, { onEnd: onEndOfProcess, onOutput }),
        onEnd,
      );
    },
  };
};

/** Calls a function, each call within the time limit. After one that failed it begins anew, as Lambda does. */
const restarting = async (
  name: string,
  start: (onEnd: Run['onEnd']) => Promise<FunctionProcess>,
  onEnd: Run['onEnd'],
): Promise<FunctionProcess['run']> => {
  let stop: () => Promise<unknown> | void = () => undefined;
  const begin = (): Promise<FunctionProcess> => start((end) => (stop = end));
  onEnd(() => stop());
  let current = await begin();
  return async (event) => {
    try {
      return await inTime(current.run(event), TIME_LIMIT_MS, name);
    } catch (error) {
      await stop();
      current = await begin();
      throw error;
    }
  };
};

const startEmulator = async (onEnd: Run['onEnd']): Promise<string> => {
  // fauxqs is an ES module. Its own startFauxqs() would listen on every network interface.
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: 'us-east-1' });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  onEnd(() => app.close());
  return endpoint;
};
