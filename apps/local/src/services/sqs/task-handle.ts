import { randomUUID } from 'node:crypto';

/** The handle of a new message-move task: as in AWS, it tells its queue. */
export const newTaskHandle = (sourceArn: string): string =>
  Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64');

/** The queue that a task takes messages from; of what is no handle, no queue. */
export const sourceArnOf = (handle: string): string => {
  const [, arn = ''] = /"sourceArn":"([^"]+)"/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  return arn;
};
