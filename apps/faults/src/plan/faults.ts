import { functionName } from '@product-service/environment';
import { EFFECTS, type Fault, STATEMENT_KINDS } from '@product-service/local/testing';
import type { Random } from './random.js';

/** Functions by what they do, as the template names them. */
const WRITERS = [
  'CreateProduct',
  'UpdateProduct',
  'PatchProduct',
  'DeleteProduct',
  'WriteProductBatch',
] as const;
const FACT_HANDLERS = ['HandlePricingChanged', 'HandleStockUpdated'] as const;
/** All whose processes fail. */
export const FUNCTIONS = [
  ...WRITERS,
  'GetProduct',
  'ListProducts',
  'OutboxProcessor',
  'PublishPublicEvents',
  'TranslatePricingCalculated',
  'TranslateStockUpdated',
  ...FACT_HANDLERS,
] as const;

/** Calls to AWS. Those of batches are twice as frequent. */
const CALLS = [
  'sns:PublishBatch',
  'sns:PublishBatch',
  'events:PutEvents',
  'events:PutEvents',
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessageBatch',
  'sqs:DeleteMessageBatch',
  'sqs:ChangeMessageVisibilityBatch',
  'ssm:GetParameter',
] as const;

/** A COMMIT is where most can go wrong. */
const STATEMENTS = [...STATEMENT_KINDS, 'COMMIT', 'COMMIT'] as const;

export interface FaultPlanOptions {
  readonly env: string;
  /** Seconds that the longest time-out of the service takes at the speed of this run. */
  readonly longest: number;
}

/** An endless sequence of faults. The same random choices give the same sequence. */
export function* faultPlan(random: Random, { env, longest }: FaultPlanOptions): Generator<Fault, never> {
  const named = (name: string): string => functionName(name, env);
  const long = (): number => random.number(longest * 0.3, longest * 1.5);
  const short = (): number => random.number(0.05, longest * 0.3);
  const call = random.deck(pairs(CALLS, EFFECTS['aws-call']));
  const statement = random.deck(pairs(STATEMENTS, EFFECTS.statement));
  const kinds: readonly (readonly [number, () => Fault])[] = [
    [
      45,
      () => {
        const [operation, effect] = call();
        return { at: 'aws-call', operation, effect, seconds: random.happens(0.2) ? long() : short() };
      },
    ],
    [
      33,
      () => {
        const [kind, effect] = statement();
        // Otherwise the relay, which makes most statements, would get most faults.
        const caller = random.weighted<string>([
          [4, random.pick(WRITERS)],
          [2, 'OutboxProcessor'],
          [2, random.pick(FACT_HANDLERS)],
        ]);
        const seconds = random.happens(0.2) ? long() : short();
        return { at: 'statement', statement: kind, effect, caller: named(caller), seconds };
      },
    ],
    [
      12,
      () => ({
        at: 'function',
        name: named(random.pick(FUNCTIONS)),
        effect: 'kill',
        seconds: 0,
      }),
    ],
    [
      4,
      () => ({
        at: 'function',
        name: named(random.pick(FUNCTIONS)),
        effect: 'freeze',
        seconds: random.happens(0.5) ? longest * 1.5 : short(),
      }),
    ],
    [
      4,
      () => ({
        at: 'function',
        name: named(random.pick(FUNCTIONS)),
        effect: 'shift-clock',
        // Further back, tokens would be from the future, and most requests refused.
        seconds: random.integer(-50, 600),
      }),
    ],
    [
      2,
      () => ({
        at: 'database',
        effect: random.pick(EFFECTS.database),
        seconds: random.number(0.1, longest),
      }),
    ],
  ];
  for (;;) yield random.weighted(kinds)();
}

const pairs = <A, B>(first: readonly A[], second: readonly B[]): (readonly [A, B])[] =>
  first.flatMap((a) => second.map((b) => [a, b] as const));
