import { parseInstant } from '@product-service/events';
import { MAX_ANNOUNCED_PRODUCTS, MAX_LISTED_IDS } from '@product-service/product';
import * as z from 'zod/mini';
import { readPosition, readProductPosition } from './position.js';

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

const productIds = z
  .array(z.string().check(z.minLength(1)))
  .check(z.minLength(1), z.maxLength(MAX_LISTED_IDS));
const instant = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => parseInstant(text) !== undefined,
        'must be a time as in RFC 3339, e.g. 2026-11-26T09:30:00Z',
      ),
    ),
  z.transform((text) => parseInstant(text)!),
);
const productPosition = z
  .string()
  .check(
    z.refine(
      (text) => readProductPosition(text) !== undefined,
      'must be the position that the last answer gave',
    ),
  );

/** What an operator can ask the function for. */
export const COMMAND = z.discriminatedUnion('command', [
  command('status', {}),
  /** One page. The same `announcementId` for all pages, and for a page that is repeated. */
  command('announce', {
    announcementId: z.uuid('must be a UUID'),
    which: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all') }),
      z.strictObject({ kind: z.literal('since'), since: instant }),
      z.strictObject({ kind: z.literal('ids'), ids: productIds }),
    ]),
    after: z.optional(productPosition),
    limit: z._default(z.int().check(z.minimum(1), z.maximum(MAX_ANNOUNCED_PRODUCTS)), MAX_ANNOUNCED_PRODUCTS),
    dryRun,
  }),
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
