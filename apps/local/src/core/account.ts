/** The AWS account and region of the local cloud, and the stack that is deployed to them. */
export interface Account {
  readonly id: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
}

export const PARTITION = 'aws';
export const URL_SUFFIX = 'amazonaws.com';

export const accountOf = (id: string, region: string, stackName: string): Account => ({
  id,
  region,
  stackName,
  stackId: `arn:${PARTITION}:cloudformation:${region}:${id}:stack/${stackName}/local`,
});

/** The ARN of a resource in the account. `resource` is the part after the account. */
export const arnOf = ({ id, region }: Account, service: string, resource: string): string =>
  `arn:${PARTITION}:${service}:${region}:${id}:${resource}`;

/** IAM is a global service: its ARNs have no region. */
export const iamArn = ({ id }: Account, resource: string): string =>
  `arn:${PARTITION}:iam::${id}:${resource}`;

/** The ARN for a queue URL `http://…/<account>/<name>`. For any other text, the ARN has no queue name. */
export const queueArnOf = (queueUrl: string, account: Account): string => {
  const [, id = '', name = ''] = /\/(\d+)\/([^/]+)$/.exec(queueUrl) ?? [];
  return arnOf({ ...account, id }, 'sqs', name);
};

/** The name in `arn:aws:iam::<account>:role/<path>/<name>`. */
export const roleNameOf = (roleArn: string): string => roleArn.split('/').at(-1) ?? roleArn;

/** Splits an ARN. `resource` can contain colons. */
export const parseArn = (arn: string) => {
  const [, , service = '', region = '', account = '', ...resource] = arn.split(':');
  return { service, region, account, resource: resource.join(':') };
};
