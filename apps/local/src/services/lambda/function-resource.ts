import { join } from 'node:path';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import { unpackCode, unpackLayers } from './code.js';
import { lambdaVariables, LOG_STREAM, logGroupOf } from './environment.js';
import { type LambdaFunction, lambdaFunction, MAXIMUM_PROCESSES } from './lambda-function.js';
import type { Cloud } from '../../service-model/service.js';
import {
  ENCRYPTION,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';

const CODE = z.union([
  z.strictObject({ S3Bucket: z.string(), S3Key: z.string(), S3ObjectVersion: z.string().optional() }),
  z.strictObject({ ZipFile: z.string() }),
]);

export const lambda = resourceType(
  {
    FunctionName: z.string().optional(),
    Code: CODE,
    Handler: z.string(),
    Runtime: z.string().regex(/^nodejs\d+\.x$/, 'the local cloud runs Node.js only'),
    Role: z.string(),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).optional() }).optional(),
    Timeout: whole.default(3),
    MemorySize: whole.default(128),
    ReservedConcurrentExecutions: whole
      .refine((count) => count > 0, 'the local cloud has no functions that are switched off')
      .optional(),
    Layers: z.array(z.string()).default([]),
    PackageType: z.literal('Zip').optional(),
    Architectures: nothingToRun('JavaScript runs on any'),
    Description: nothingToRun('for people'),
    EphemeralStorage: nothingToRun("the laptop's own temporary folder is not measured"),
    KmsKeyArn: ENCRYPTION,
    LoggingConfig: nothingToRun('warnings and errors are shown here, whatever is kept in the cloud'),
    RecursiveLoop: nothingToRun('a loop shows in the log'),
    RuntimeManagementConfig: nothingToRun("it runs on this machine's Node.js"),
    TracingConfig: nothingToRun('there is no X-Ray here'),
    Tags: TAGS,
  },
  async ({ logicalId, properties }, cloud) => {
    const { Code, Handler, Runtime, Role, Timeout, MemorySize, Layers } = properties;
    const name = properties.FunctionName ?? generatedName(cloud, logicalId, 64);
    const arn = arnOf(cloud.account, 'lambda', `function:${name}`);
    const roots = {
      taskRoot: join(cloud.workFolder, name, 'task'),
      layersRoot: join(cloud.workFolder, name, 'opt'),
    };
    const code = 'ZipFile' in Code ? { source: Code.ZipFile } : { folder: cloud.assetFolder(Code.S3Key) };
    await unpackCode(code, roots.taskRoot);
    const layerVariables = await unpackLayers(Layers, cloud.layers, roots.layersRoot);
    cloud.policies.protect(arn);
    const credentials = cloud.accessKeys.issue(name, Role);
    const variables = {
      ...properties.Environment?.Variables,
      ...lambdaVariables(
        { name, handler: Handler, runtime: Runtime, memory: MemorySize },
        roots,
        cloud.account,
        credentials,
      ),
      ...layerVariables,
    };
    const function_ = lambdaFunction(
      {
        name,
        arn,
        credentials,
        timeout: Timeout,
        concurrency: Math.min(
          properties.ReservedConcurrentExecutions ?? MAXIMUM_PROCESSES,
          MAXIMUM_PROCESSES,
        ),
        host: {
          ...roots,
          handler: Handler,
          context: {
            functionName: name,
            functionVersion: '$LATEST',
            invokedFunctionArn: arn,
            memoryLimitInMB: String(MemorySize),
            logGroupName: logGroupOf(name),
            logStreamName: LOG_STREAM,
          },
        },
        variables,
        laptopVariables: async () =>
          cloud.laptopVariables(await cloud.databaseAccess.urlFor({ name, roleArn: Role, variables })),
      },
      cloud.time,
      cloud.log,
      cloud.onRun,
    );
    cloud.functions.set(arn, function_);
    return { ref: name, attributes: { Arn: arn } };
  },
);

/** A layer of the template itself. */
export const layerVersion = resourceType(
  {
    Content: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    LayerName: z.string().optional(),
    CompatibleArchitectures: nothingToRun('JavaScript runs on any'),
    CompatibleRuntimes: nothingToRun("it runs on this machine's Node.js"),
    Description: nothingToRun('for people'),
    LicenseInfo: nothingToRun('for people'),
  },
  ({ logicalId, properties: { Content, LayerName } }, cloud) => {
    const name = LayerName ?? generatedName(cloud, logicalId, 140);
    const arn = arnOf(cloud.account, 'lambda', `layer:${name}:1`);
    cloud.layers.set(arn, cloud.assetFolder(Content.S3Key));
    return { ref: arn, attributes: { LayerVersionArn: arn } };
  },
);

/** A function of the template by its name, its ARN, or the ARN of a version or alias. @throws Error if it is another stack's. */
export const functionOf = (cloud: Cloud, nameOrArn: string): LambdaFunction => {
  const name = nameOrArn.startsWith('arn:') ? parseArn(nameOrArn).resource.split(':')[1] : nameOrArn;
  const found = cloud.functions.get(arnOf(cloud.account, 'lambda', `function:${name}`));
  if (found) return found;
  throw new Error(`${nameOrArn} is not a function of this template`);
};
