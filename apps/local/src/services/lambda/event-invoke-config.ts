import { z } from 'zod';
import { DEFAULT_INVOCATION } from './asynchronous-invocation.js';
import { functionOf } from './function-resource.js';
import { resourceType, whole } from '../../service-model/resource-type.js';

const { maximumRetryAttempts, maximumEventAge } = DEFAULT_INVOCATION;

export const eventInvokeConfig = resourceType(
  {
    FunctionName: z.string(),
    Qualifier: z.literal('$LATEST', 'the local cloud has no versions and aliases'),
    MaximumRetryAttempts: whole.default(maximumRetryAttempts),
    MaximumEventAgeInSeconds: whole.default(maximumEventAge),
  },
  ({ logicalId, properties }, cloud) => {
    cloud.asynchronousInvocations.set(functionOf(cloud, properties.FunctionName).arn, {
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      maximumEventAge: properties.MaximumEventAgeInSeconds,
    });
    return { ref: logicalId, attributes: {} };
  },
);
