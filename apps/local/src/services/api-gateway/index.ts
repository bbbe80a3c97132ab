import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import type { LambdaService } from '../lambda/index.js';
import { resources } from './resources.js';
import { type RestApi, restApi } from './rest-api.js';
import { stageThrottle, type ThrottleOption } from './throttle.js';

export type { ThrottleOption } from './throttle.js';

/** Amazon API Gateway: serves the template's REST API. */
export interface ApiGatewayService extends AwsService {
  readonly restApi: RestApi;
}

export const apiGatewayService = (
  context: ServiceContext,
  { lambda, policies, throttle }: { lambda: LambdaService; policies: Policies; throttle: ThrottleOption },
): ApiGatewayService => {
  const api = restApi(context, stageThrottle(throttle, context.time), policies);
  return { restApi: api, resources: resources(context, api, lambda) };
};
