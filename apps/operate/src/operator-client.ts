import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { functionName } from '@product-service/environment';
import {
  COMMAND,
  type CommandInput,
  type CommandName,
  type Reply,
  type Results,
} from '@product-service/operator/protocol';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { callFailure } from './call-failure.js';
import { CommandFailure, UsageError } from './failure.js';

/** Longer than a run of the function. */
const TIMEOUT_MS = 35_000;

/** The function of one environment. */
export interface OperatorClient {
  readonly env: string;
  /** @throws UsageError if the command cannot be sent; CommandFailure if it failed */
  send<Name extends CommandName>(command: CommandInput & { readonly command: Name }): Promise<Results[Name]>;
  close(): void;
}

/**
 * Invokes the function of an environment. `local` is that of `npm start`, at `AWS_ENDPOINT_URL` or its default port, with any
 * credentials. For all others, the AWS SDK finds region and credentials.
 */
export const operatorClient = (env: string, variables: NodeJS.ProcessEnv = process.env): OperatorClient => {
  const FunctionName = functionName('Operate', env);
  const local = env === 'local' ? localConfig(variables) : {};
  const requestHandler = new NodeHttpHandler({ requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true });
  const client = new LambdaClient({ ...local, requestHandler });
  const target = { functionName: FunctionName, endpoint: local.endpoint ?? variables['AWS_ENDPOINT_URL'] };

  const invoke = async (command: CommandInput): Promise<string> => {
    const Payload = JSON.stringify(command);
    const answer = await client.send(new InvokeCommand({ FunctionName, Payload })).catch((error: unknown) => {
      throw callFailure(error, target);
    });
    const text = Buffer.from(answer.Payload ?? []).toString();
    if (answer.FunctionError === undefined) return text;
    throw new CommandFailure(
      'function/crashed',
      `The function failed: ${errorMessageIn(text)} Try again; if it stays, look into the log of ${FunctionName}.`,
    );
  };

  return {
    env,
    async send<Name extends CommandName>(command: CommandInput & { readonly command: Name }) {
      check(command);
      const reply = JSON.parse(await invoke(command)) as Reply<Name>;
      if ('result' in reply) return reply.result;
      throw new CommandFailure(reply.error.code, reply.error.message);
    },
    close: () => client.destroy(),
  };
};

/** The function checks it, too. Here nothing was sent, so the exit code is another one. @throws UsageError */
const check = (command: CommandInput): void => {
  const [issue] = COMMAND.safeParse(command).error?.issues ?? [];
  if (issue) throw new UsageError(`${issue.path.join('.') || 'command'}: ${issue.message}`);
};

type LocalConfig = LambdaClientConfig & { readonly endpoint?: string };

const localConfig = (variables: NodeJS.ProcessEnv): LocalConfig => ({
  endpoint: variables['AWS_ENDPOINT_URL'] || `http://127.0.0.1:${variables['AWS_PORT'] || 4566}`,
  region: variables['AWS_REGION'] || 'us-east-1',
  ...(!variables['AWS_ACCESS_KEY_ID'] && { credentials: { accessKeyId: 'me', secretAccessKey: 'me' } }),
});

const errorMessageIn = (payload: string): string => {
  try {
    return `${(JSON.parse(payload) as { errorMessage?: string }).errorMessage ?? payload}.`;
  } catch {
    return payload;
  }
};
