import { forwarded, type Operations, type PermissionOf } from '../../service-model/operation.js';

const publish: PermissionOf = ({ TopicArn, TargetArn }) => ({
  action: 'sns:Publish',
  resources: [String(TopicArn ?? TargetArn)],
});

/** The emulator answers all calls. */
export const OPERATIONS: Operations = {
  Publish: forwarded(publish),
  PublishBatch: forwarded(publish),
};
