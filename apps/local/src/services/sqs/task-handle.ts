import { randomUUID } from 'node:crypto';

/** The handle of a new message-move task. As in AWS, it contains the ARN of the source queue. */
export const newTaskHandle = (sourceArn: string): string =>
  Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64');

/** ARN of the task's source queue. Empty if the text is not a handle. */
export const sourceArnOf = (handle: string): string => {
  const [, arn = ''] = /"sourceArn":"([^"]+)"/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  return arn;
};
