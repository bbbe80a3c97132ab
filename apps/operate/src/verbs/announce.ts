import type { CommandInput } from '@product-service/operator/protocol';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailure, UsageError } from '../failure.js';
import { counted, type ExitCode, type VerbContext } from '../verb.js';

/** Time for the relay to publish events. */
const WAIT_MS = 2_000;
/** Of the function. */
const MAX_IDS = 100;

export interface AnnounceOptions {
  readonly all?: true;
  readonly since?: string;
  readonly ids?: readonly string[];
  readonly after?: string;
  readonly announcement?: string;
  readonly dryRun?: boolean;
}

type Which = Extract<CommandInput, { readonly command: 'announce' }>['which'];

/** Announces products page by page. An interruption, or an error, tells the command that continues. */
export const announce = async (
  { client, output }: VerbContext,
  options: AnnounceOptions,
): Promise<ExitCode> => {
  const { announcement: announcementId = randomUUID(), dryRun = false } = options;
  const selections = selectionsOf(options);
  const interruption = onInterruption();
  let announced = 0;
  let { after } = options;
  try {
    while (selections.length > 0) {
      const [which] = selections as [Which];
      const position = after === undefined ? {} : { after };
      const page = await client.send({ command: 'announce', announcementId, which, dryRun, ...position });
      announced += page.announced;
      after = page.next;
      if (!page.mustWait && after === undefined) selections.shift();
      if (selections.length === 0) break;
      output.progress(
        page.mustWait
          ? 'waiting for the outbox …'
          : `${dryRun ? 'found' : 'announced'} ${counted(announced, 'product')} …`,
      );
      if (page.mustWait)
        await sleep(WAIT_MS, undefined, { signal: interruption.signal }).catch(() => undefined);
      if (interruption.signal.aborted) throw new CommandFailure('operate/interrupted', 'Interrupted.');
    }
  } catch (error) {
    if (!(error instanceof CommandFailure) || dryRun) throw error;
    const resume = resumeCommand(client.env, announcementId, selections, after);
    const message = `${error.message} ${counted(announced, 'product')} announced so far. To continue: ${resume}`;
    throw new CommandFailure(error.code, message, { announcementId, announced, resume });
  } finally {
    interruption.end();
  }
  const verb = dryRun ? 'would be announced' : 'announced';
  output.result({ dryRun, announcementId, announced }, `${counted(announced, 'product')} ${verb}.`);
  return 0;
};

/** What is left to announce, one after the other. @throws UsageError */
const selectionsOf = ({ all, since, ids }: AnnounceOptions): Which[] => {
  if ([all, since, ids].filter((each) => each !== undefined).length !== 1) {
    throw new UsageError('Say which products: --all, --since <time>, or --ids <ids>.');
  }
  if (since !== undefined) return [{ kind: 'since', since }];
  if (!ids) return [{ kind: 'all' }];
  const groups = Math.ceil(ids.length / MAX_IDS);
  return Array.from({ length: groups }, (_, index) => ({
    kind: 'ids',
    ids: ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS),
  }));
};

const resumeCommand = (
  env: string,
  announcementId: string,
  selections: readonly Which[],
  after: string | undefined,
): string =>
  [
    'npm run -s operate -- announce',
    `--env ${env}`,
    ...selections.slice(0, 1).map(optionOf(selections)),
    `--announcement ${announcementId}`,
    ...(after === undefined ? [] : [`--after ${after}`]),
  ].join(' ');

const optionOf =
  (selections: readonly Which[]) =>
  (first: Which): string => {
    if (first.kind === 'since') return `--since ${first.since}`;
    if (first.kind === 'all') return '--all';
    const ids = selections.flatMap((each) => (each.kind === 'ids' ? each.ids : []));
    return `--ids ${quoted(ids.join(','))}`;
  };

/** For a shell. */
const quoted = (text: string): string =>
  /^[\w,.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The first interruption lets the page that has begun end. The next one ends the process. */
const onInterruption = () => {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
    },
  };
};
