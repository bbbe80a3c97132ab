import { UserError } from '../core/user-error.js';
import { EFFECTS, type FaultInjector, STATEMENT_KINDS } from '../faults/index.js';
import { presetsOf } from './fault-presets.js';
import type { ConsoleSource } from './source.js';

/** Calls that the service makes. */
const OPERATIONS = [
  'sns:PublishBatch',
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessageBatch',
  'sqs:ChangeMessageVisibilityBatch',
  'events:PutEvents',
  'ssm:GetParameter',
];

/** What the page needs of the service. */
interface Target {
  readonly env: string;
  /** False: the user's own database, which no fault can happen to. */
  readonly hasOwnDatabase: boolean;
  readonly functionNames: () => readonly string[];
}

/** Faults that a page can start and end. `happened` counts them. */
export const faultControl = (
  injector: Pick<FaultInjector, 'inject' | 'clear'>,
  { env, hasOwnDatabase, functionNames }: Target,
): ConsoleSource['faults'] & { happened(): void } => {
  const presets = presetsOf(env).filter(({ needsDatabase }) => hasOwnDatabase || !needsDatabase);
  const { 'aws-call': calls, statement, function: functions, database } = EFFECTS;
  const ofDatabase = hasOwnDatabase ? { statement, database } : {};
  let active: readonly string[] = [];
  let happened = 0;
  return {
    happened: () => void (happened += 1),
    status: () => ({
      presets: presets.map(({ id, title, explanation }) => ({ id, title, explanation })),
      points: {
        functions: functionNames(),
        operations: OPERATIONS,
        statements: hasOwnDatabase ? STATEMENT_KINDS : [],
        effects: { 'aws-call': calls, function: functions, ...ofDatabase },
      },
      active,
      happened,
    }),
    start(presetId) {
      const preset = presets.find(({ id }) => id === presetId);
      if (!preset) throw new UserError(`There is no fault ${presetId}.`);
      if (active.includes(presetId)) return;
      preset.faults.forEach(injector.inject);
      if (preset.lasts) active = [...active, presetId];
    },
    inject: injector.inject,
    async clear() {
      active = [];
      await injector.clear();
    },
  };
};
