import { z } from 'zod';

/** Seconds of real time, not divided by the speed. */
const seconds = z.number().min(0).max(600).default(0);

/** E.g. `ProductService-CreateProduct-local`. */
const functionName = z.string();

/** To how many calls or statements it happens, one after the other. Absent: to one. */
const times = z.int().min(1).max(1_000_000).optional();

/**
 * A call to AWS by a function, or by Lambda for a function that reads a queue. "Some" entries of a batch are every second one,
 * beginning with the first.
 */
const AWS_EFFECTS = [
  /** Answered with 500, and not executed. */
  'fail',
  /** Answered as throttled, and not executed. */
  'throttle',
  /** The connection is reset, and nothing executed. */
  'reset',
  /** Not executed, and not answered. The connection is reset after `seconds`. */
  'hang',
  /** Executed after `seconds`, when the caller may have given up. */
  'execute-late',
  /** Executed at once, and answered after `seconds`. */
  'answer-late',
  /** Executed, but the connection is reset instead of an answer. */
  'lose-answer',
  /** Executed twice, and answered once. */
  'execute-twice',
  /** Some entries of a batch are not executed, and answered as failed. */
  'fail-some',
  /** All entries of a batch are executed, but some answered as failed. */
  'report-some-failed',
  /** The caller is killed, and the call not executed. */
  'kill-before',
  /** Executed, and the caller killed before it gets the answer. */
  'kill-after',
] as const;

export const STATEMENT_KINDS = ['BEGIN', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'COMMIT'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** A statement of a function. "Before": the database does not get it. "After": it is executed, and this happens to the reply. */
const STATEMENT_EFFECTS = [
  /** The connection is closed in the middle of the statement. */
  'cut-before',
  'cut-after',
  /** From here on nothing more arrives over this connection. */
  'swallow-before',
  'swallow-after',
  /** It arrives after `seconds`. */
  'delay-before',
  'delay-after',
  /** It fails with SQLSTATE 40001, and ends the transaction if it is a COMMIT. */
  'conflict',
  'kill-before',
  'kill-after',
] as const;

const FUNCTION_EFFECTS = [
  'kill',
  /** SIGSTOP, and SIGCONT after `seconds`. */
  'freeze',
  /** Its clock jumps by `seconds`, also backwards. */
  'shift-clock',
] as const;

const DATABASE_EFFECTS = [
  /** SIGKILL of all its processes. It is started again after `seconds`. */
  'kill',
  /** SIGSTOP, and SIGCONT after `seconds`. */
  'freeze',
  /** The database ends all connections of functions. */
  'end-connections',
] as const;

const SHIFT_SECONDS = z.number().min(-86_400).max(86_400).default(0);

/** A fault to inject. Those of calls and statements happen to the next ones that match. */
export const FAULT = z.discriminatedUnion('at', [
  z.strictObject({
    at: z.literal('aws-call'),
    /** E.g. `sns:PublishBatch`. */
    operation: z.string(),
    /** Only calls whose body has this text, e.g. the name of a topic. */
    containing: z.string().optional(),
    caller: functionName.optional(),
    effect: z.enum(AWS_EFFECTS),
    seconds,
    times,
  }),
  z.strictObject({
    at: z.literal('statement'),
    statement: z.enum(STATEMENT_KINDS),
    caller: functionName.optional(),
    effect: z.enum(STATEMENT_EFFECTS),
    seconds,
    times,
  }),
  z.strictObject({
    at: z.literal('function'),
    name: functionName,
    effect: z.enum(FUNCTION_EFFECTS),
    seconds: SHIFT_SECONDS,
  }),
  z.strictObject({ at: z.literal('database'), effect: z.enum(DATABASE_EFFECTS), seconds }),
]);

export type Fault = z.infer<typeof FAULT>;
export type AwsCallFault = Extract<Fault, { at: 'aws-call' }>;
export type StatementFault = Extract<Fault, { at: 'statement' }>;
export type FunctionFault = Extract<Fault, { at: 'function' }>;
export type DatabaseFault = Extract<Fault, { at: 'database' }>;

/** Effects by the place of the fault, for those who choose one. */
export const EFFECTS = {
  'aws-call': AWS_EFFECTS,
  statement: STATEMENT_EFFECTS,
  function: FUNCTION_EFFECTS,
  database: DATABASE_EFFECTS,
} as const;
