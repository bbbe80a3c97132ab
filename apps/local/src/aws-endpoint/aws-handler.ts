import type { RequestHandler } from '../http/http-listener.js';
import { eventBridgeApi } from '../services/event-bridge/operations.js';
import type { Cloud } from '../service-model/service.js';
import { authorizer } from './authorize.js';
import type { Emulator } from '../emulator/emulator.js';
import { frontDoor } from './aws-endpoint.js';
import { messageMoveTasks } from '../services/sqs/message-move-tasks.js';
import { snsAndSqs } from '../services/sns/published-messages.js';

/** Answers AWS SDK clients out of what there is in the cloud. */
export const awsHandler = (cloud: Cloud, emulator: Emulator): RequestHandler =>
  frontDoor({
    accessKeys: cloud.accessKeys,
    authorize: authorizer(
      cloud.policies,
      { account: cloud.account, parameter: cloud.parameters.arn, secret: cloud.secrets.arn },
      cloud.log,
    ),
    account: cloud.account,
    own: {
      events: eventBridgeApi(cloud.account, cloud.eventBridge, cloud.log),
      ssm: cloud.parameters.api,
      secretsmanager: cloud.secrets.api,
      sqs: messageMoveTasks(cloud.messaging),
    },
    emulated: snsAndSqs(emulator.endpoint, cloud.endpoint, cloud.account.region, cloud.log),
    takeResponse: cloud.customResources.take,
  });
