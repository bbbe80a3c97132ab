import { z } from 'zod';
import {
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Parameters } from './parameters.js';

export const resources = ({ account }: ServiceContext, parameters: Parameters): ResourceTypes => ({
  'AWS::SSM::Parameter': resourceType(
    {
      Name: z.string().optional(),
      Type: z.enum(['String', 'StringList']),
      Value: z.coerce.string(),
      AllowedPattern: ignored('the template is trusted'),
      DataType: ignored('nothing here checks it'),
      Description: ignored('for people'),
      Policies: ignored('the local cloud does not run long enough for an expiry'),
      Tier: ignored('there is no limit here'),
      Tags: TAGS,
    },
    ({ logicalId, properties: { Name, Type, Value } }) => {
      const name = Name ?? generatedName(account, logicalId, 1011);
      parameters.put(name, Value, Type);
      return { ref: name, attributes: { Type, Value } };
    },
  ),
});
