import { z } from 'zod';
import { generatedName, nothingToRun, resourceType, TAGS } from '../../service-model/resource-type.js';

export const parameter = resourceType(
  {
    Name: z.string().optional(),
    Type: z.enum(['String', 'StringList']),
    Value: z.coerce.string(),
    AllowedPattern: nothingToRun('the template is trusted'),
    DataType: nothingToRun('nothing here checks it'),
    Description: nothingToRun('for people'),
    Policies: nothingToRun('nothing here lives long enough to expire'),
    Tier: nothingToRun('there is no limit here'),
    Tags: TAGS,
  },
  ({ logicalId, properties: { Name, Type, Value } }, cloud) => {
    const name = Name ?? generatedName(cloud, logicalId, 1011);
    cloud.parameters.put(name, Value, Type);
    return { ref: name, attributes: { Type, Value } };
  },
);
