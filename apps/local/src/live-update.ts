import type { AssemblySource } from './build/assembly-source.js';
import { type CloudAssembly, readCloudAssembly } from './cloud-formation/cloud-assembly.js';
import type { Deployment } from './cloud-formation/deploy.js';
import { readTemplate } from './cloud-formation/template.js';
import { update } from './cloud-formation/update.js';
import type { Log } from './core/activity.js';
import { UserError } from './core/user-error.js';
import type { Created } from './service-model/resource-type.js';
import type { Stoppable } from './core/stoppable.js';

/** A deployed stack that can be updated. */
export interface RunningStack {
  readonly source: AssemblySource;
  readonly assembly: CloudAssembly;
  readonly created: ReadonlyMap<string, Created>;
  readonly deployment: Deployment;
  /** Aborted when the local cloud stops. */
  readonly signal: AbortSignal;
  /** From now on, asset folders are those of this assembly. */
  use(assembly: CloudAssembly): void;
}

/** Maximum number of lines of a failed build. Its errors are at the end. */
const SHOWN_LINES = 20;

/** Maximum number of paths in one line of the log. */
const SHOWN_PATHS = 3;

/** Builds a new version when the source changes, and updates the running functions. The log shows the result. */
export const startLiveUpdate = (stack: RunningStack, log: Log): Stoppable => {
  const { source, created, deployment } = stack;
  let template = readTemplate(stack.assembly.template);

  const apply = async (): Promise<void> => {
    const from = performance.now();
    const assembly = readCloudAssembly(await source.latest(), stack.assembly.stackName);
    const next = readTemplate(assembly.template);
    stack.use(assembly);
    const { updated, needRestart } = await update(template, next, created, deployment);
    template = next;
    const names = updated.map((logicalId) => created.get(logicalId)?.ref ?? logicalId);
    const message = names.length > 0 ? `Updated for the next request: ${names.join(', ')}` : 'No change';
    log({ event: 'progress', message, ms: Math.round(performance.now() - from) });
    if (needRestart.length === 0) return;
    log({ event: 'warning', message: `These changes need a new start: ${needRestart.join(', ')}` });
  };

  return source.watch(async (paths) => {
    const more = paths.length > SHOWN_PATHS ? ` and ${paths.length - SHOWN_PATHS} more` : '';
    log({ event: 'progress', message: `Changed: ${paths.slice(0, SHOWN_PATHS).join(', ')}${more}` });
    try {
      await apply();
    } catch (error) {
      if (stack.signal.aborted) return;
      log({ event: 'warning', message: 'The old version keeps running. The new one failed:' });
      const reason = error instanceof UserError ? error.message : String(error);
      // The bundles of several functions report the same error.
      const lines = [...new Set(reason.split('\n').filter((line) => line.trim()))];
      for (const message of lines.slice(-SHOWN_LINES)) log({ event: 'warning', message });
    }
  });
};
