import type { RequestHandler } from '../doors.js';
import { eventBridgeApi } from '../event-bridge/api.js';
import type { Cloud } from '../resources/cloud.js';
import { authorizer } from './authorize.js';
import type { Emulator } from './emulator.js';
import { frontDoor } from './front-door.js';
import { messageMoveTasks } from './message-move-tasks.js';
import { snsAndSqs } from './sns-and-sqs.js';

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
