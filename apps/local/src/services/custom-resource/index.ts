import type { ResourceType } from '../../service-model/resource-type.js';
import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { LambdaService } from '../lambda/index.js';
import { customResource } from './resources.js';
import { responsesAt } from './responses.js';

/** Custom resources of CloudFormation: a function creates them, and answers at a URL. */
export interface CustomResourceService extends AwsService {
  /** Accepts the answer of a function. False: no answer is expected at this path. */
  takeResponse(path: string, body: string): boolean;
}

export const customResourceService = (
  context: ServiceContext,
  { lambda, endpoint }: { lambda: LambdaService; endpoint: string },
): CustomResourceService => {
  const responses = responsesAt(endpoint);
  const type = customResource(context, lambda, responses) as ResourceType;
  return {
    takeResponse: responses.take,
    resources: { 'AWS::CloudFormation::CustomResource': type },
  };
};
