import * as z from 'zod/mini';
import { readPosition } from './position.js';

/** Items that one command may name or list, so that a run of the function ends in time. */
export const MAX_ITEMS = 100;

/** A field that this deployment does not know could change what a command destroys, so it is refused. */
const command = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ command: z.literal(name), ...shape });

const limit = z._default(z.int().check(z.minimum(1), z.maximum(MAX_ITEMS)), 20);
/** Changes nothing: the function says what it would do. */
const dryRun = z._default(z.boolean(), false);
const queue = z.string().check(z.minLength(1));
const after = z.optional(
  z
    .string()
    .check(
      z.refine((text) => readPosition(text) !== undefined, 'must be the position that the last answer gave'),
    ),
);
const eventIds = z
  .array(z.uuid('must be the id of an event, a UUID'))
  .check(z.minLength(1), z.maxLength(MAX_ITEMS));
const messageIds = z
  .array(z.string().check(z.minLength(1), z.maxLength(100)))
  .check(z.minLength(1), z.maxLength(MAX_ITEMS));

/** What an operator can ask the function for. */
export const COMMAND = z.discriminatedUnion('command', [
  command('status', {}),
  command('outbox list', {
    parked: z._default(z.boolean(), false),
    product: z.optional(z.string().check(z.minLength(1))),
    limit,
    after,
  }),
  command('outbox release', { eventIds, dryRun }),
  command('outbox release parked', { after, dryRun }),
  command('outbox discard', { eventIds, dryRun }),
  command('dead-letters list', {}),
  command('dead-letters show', { queue, limit }),
  command('dead-letters redrive', { queue, messageIds: z.optional(messageIds), dryRun }),
  command('dead-letters progress', { queue }),
  /** Without ids: all messages. */
  command('dead-letters delete', { queue, messageIds: z.optional(messageIds), dryRun }),
  /** `environment` must be the function's own, so that a command never reaches another one by mistake. */
  command('reset', { environment: z.string(), dryRun }),
]);

/** A checked command. */
export type Command = z.output<typeof COMMAND>;
/** A command as it is sent. */
export type CommandInput = z.input<typeof COMMAND>;
export type CommandName = Command['command'];
/** One command. */
export type CommandOf<Name extends CommandName> = Extract<Command, { readonly command: Name }>;
