import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** The environment whose events are consumed and produced. */
export const ENV = process.env['ENV'] || 'local';

/** `dev` and `prod` use the bus that all services share. */
const PARAMETER = ['dev', 'prod'].includes(ENV)
  ? `/${ENV}/shared/event-bus-name`
  : `/${ENV}/ProductService/event-bus-name`;

/** The name of the bus. The AWS clients read AWS_ENDPOINT_URL, AWS_REGION and the credentials from the environment. */
export const eventBusName = async (): Promise<string> => {
  const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: PARAMETER }));
  if (!Parameter?.Value) throw new Error(`The SSM parameter ${PARAMETER} is empty: is ENV=${ENV} right?`);
  return Parameter.Value;
};
