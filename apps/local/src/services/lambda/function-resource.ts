import { join } from 'node:path';
import { z } from 'zod';
import { type Account, arnOf } from '../../core/account.js';
import { FILES_WITHOUT_DATADOG_AGENT, localVariables } from '../../core/local-overrides.js';
import {
  ENCRYPTION,
  generatedName,
  ignored,
  type Resource,
  resourceType,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { unpackCode, unpackLayers } from './code.js';
import type { LambdaDependencies } from './dependencies.js';
import { lambdaVariables, LOG_STREAM, logGroupOf } from './environment.js';
import type { FunctionProcess } from './function-process.js';
import type { Functions } from './functions.js';
import { lambdaFunction, MAXIMUM_PROCESSES } from './lambda-function.js';
import { processPool } from './process-pool.js';

const CODE = z.union([
  z.strictObject({ S3Bucket: z.string(), S3Key: z.string(), S3ObjectVersion: z.string().optional() }),
  z.strictObject({ ZipFile: z.string() }),
]);

const PROPERTIES = {
  FunctionName: z.string().optional(),
  Code: CODE,
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'the local cloud runs Node.js only'),
  Role: z.string(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).optional() }).optional(),
  Timeout: whole.default(3),
  MemorySize: whole.default(128),
  ReservedConcurrentExecutions: whole
    .refine((count) => count > 0, 'the local cloud cannot switch a function off')
    .optional(),
  Layers: z.array(z.string()).default([]),
  PackageType: z.literal('Zip').optional(),
  Architectures: ignored('JavaScript runs on any'),
  Description: ignored('for people'),
  EphemeralStorage: ignored('the size of the temporary folder is not limited here'),
  KmsKeyArn: ENCRYPTION,
  LoggingConfig: ignored('an option of the local cloud decides which log lines it shows'),
  RecursiveLoop: ignored('the log shows a loop'),
  RuntimeManagementConfig: ignored("it runs on this machine's Node.js"),
  TracingConfig: ignored('there is no X-Ray here'),
  Tags: TAGS,
};

/** How long a run waits for a process before it is throttled, in ms. */
const PATIENCE_MS = 10_000;

type Properties = z.infer<z.ZodObject<typeof PROPERTIES>>;

/** The type `AWS::Lambda::Function`. */
export const functionResource = (
  context: ServiceContext,
  functions: Functions,
  needs: LambdaDependencies,
) => {
  const { account, time, log } = context;
  const { accessKeys, database, endpoint, traceAgent, onRun, onProcess } = needs;
  const runtime = {
    pool: processPool<FunctionProcess>(needs.concurrency, PATIENCE_MS),
    time,
    log,
    onRun,
    onProcess,
  };
  let versions = 0;

  /** Unpacks code and layers to new folders, because processes of an older version still use theirs. */
  const unpack = async (name: string, { Code, Layers }: Properties) => {
    const folder = join(needs.workFolder, name, String((versions += 1)));
    const roots = { taskRoot: join(folder, 'task'), layersRoot: join(folder, 'opt') };
    const code = 'ZipFile' in Code ? { source: Code.ZipFile } : { folder: needs.assetFolder(Code.S3Key) };
    await unpackCode(code, roots.taskRoot);
    return { roots, layerVariables: await unpackLayers(Layers, functions.layers, roots.layersRoot) };
  };

  const configurationOf = async ({ logicalId, properties }: Resource<Properties>) => {
    const { Handler, Runtime, Role, Timeout, MemorySize, ReservedConcurrentExecutions } = properties;
    const name = properties.FunctionName ?? generatedName(account, logicalId, 64);
    const { roots, layerVariables } = await unpack(name, properties);
    const credentials = accessKeys.issue(name, Role);
    const settings = { name, handler: Handler, runtime: Runtime, memory: MemorySize };
    const variables = {
      ...properties.Environment?.Variables,
      ...lambdaVariables(settings, roots, account, credentials),
      ...layerVariables,
    };
    return {
      name,
      arn: arnOf(account, 'lambda', `function:${name}`),
      credentials,
      timeout: Timeout,
      memory: MemorySize,
      concurrency: Math.min(ReservedConcurrentExecutions ?? MAXIMUM_PROCESSES, MAXIMUM_PROCESSES),
      host: {
        ...roots,
        handler: Handler,
        context: contextOf(account, name, MemorySize),
        pretendedFiles: traceAgent?.isOwn !== false ? FILES_WITHOUT_DATADOG_AGENT : [],
        compileCache: join(needs.workFolder, 'compile-cache'),
      },
      variables,
      localVariables: async () => {
        const databaseUrl = await database.urlFor({ name, roleArn: Role, variables });
        return localVariables({ endpoint, databaseUrl, traceAgent });
      },
    };
  };

  return resourceType(
    PROPERTIES,
    async (resource) => {
      const configuration = await configurationOf(resource);
      const { name, arn } = configuration;
      needs.policies.protect(arn);
      functions.add(lambdaFunction(configuration, runtime, needs.logs.outputOf(name)));
      return { ref: name, attributes: { Arn: arn } };
    },
    async (resource) => {
      const configuration = await configurationOf(resource);
      functions.find(configuration.arn).update(configuration);
    },
  );
};

/** The fixed part of the context object that Lambda gives to handlers. */
const contextOf = (account: Account, name: string, memory: number) => ({
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: arnOf(account, 'lambda', `function:${name}`),
  memoryLimitInMB: String(memory),
  logGroupName: logGroupOf(name),
  logStreamName: LOG_STREAM,
});
