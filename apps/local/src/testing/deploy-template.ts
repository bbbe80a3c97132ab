import { readCloudAssembly } from '../cloud-formation/cloud-assembly.js';
import { deploy } from '../cloud-formation/deploy.js';
import { readTemplate, type Template } from '../cloud-formation/template.js';
import { openEmulator } from '../emulator/emulator.js';
import { addResourcesOfOtherStacks, deploymentTo } from '../local-cloud.js';
import type { Running } from '../topology/topology.js';
import { emptyAccount } from './empty-account.js';

/** A deployed template in which nothing runs: no function, no schedule. */
export interface Deployed extends Running {
  stop(): Promise<void>;
}

/** The migration would run a function, and it needs a database. */
const LEFT_OUT = new Set(['Custom::DatabaseMigration', 'Terraform::Lambda::Invocation']);

/** Deploys the stack of a cloud assembly to an account with fauxqs. */
export const deployTemplate = async (
  folder: string,
  { env, stackName, workFolder }: { env: string; stackName: string; workFolder: string },
): Promise<Deployed> => {
  const assembly = readCloudAssembly(folder, stackName);
  const emulator = await openEmulator(undefined, 'us-east-1');
  const { context, services } = emptyAccount({
    stackName: assembly.stackName,
    emulator: emulator.endpoint,
    accountId: emulator.accountId,
    workFolder,
    assetFolder: assembly.assetFolder,
  });
  addResourcesOfOtherStacks(env, services);
  const deployment = deploymentTo(context, services, 'http://localhost:1');
  const created = await deploy(withoutMigration(readTemplate(assembly.template)), deployment);
  return {
    account: context.account,
    services,
    created,
    async stop() {
      services.sns.stop?.();
      services.sqs.stop?.();
      await emulator.stop();
    },
  };
};

const withoutMigration = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).filter(([, { Type }]) => !LEFT_OUT.has(Type)),
  ),
});
