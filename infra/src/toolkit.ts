import { type CommandOptions, run } from '@product-service/deployment';

/** Bundles the functions and synthesises the template of an environment. Nx's cache may already hold both. */
export const synthesise = (env: string, variables: NodeJS.ProcessEnv = {}): Promise<void> =>
  run('nx', ['run', 'infra:assemble', `--environment=${env}`], { variables });

/** Runs the CDK CLI on a cloud assembly. */
export const cdk = (assembly: string, args: readonly string[], options: CommandOptions = {}): Promise<void> =>
  run('cdk', [...args, '--app', assembly], options);
