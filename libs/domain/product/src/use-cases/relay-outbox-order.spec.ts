import {
  EventNotAcceptedError,
  EventRejectedError,
  type Event,
  type ProductEventType,
} from '@product-service/events';
import fc from 'fast-check';
import type { Outbox } from '../ports/outbox.js';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { saveEvents } from '../testing/save-events.js';
import { relayOutbox } from './relay-outbox.js';

/** What happens to a call, drawn again and again. The numbers are turns of the event loop until the broker replies. */
type Reply = 'accepted' | 'throttled' | 'refused' | 'accepted, but no reply';
const REPLIES = fc.array(
  fc.record({
    turns: fc.nat(3),
    reply: fc.constantFrom<Reply>(
      'accepted',
      'accepted',
      'accepted',
      'throttled',
      'refused',
      'accepted, but no reply',
    ),
  }),
  { minLength: 1, maxLength: 40 },
);
const BACKLOGS = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 });
/** Calls of the outbox that fail, by their number. A run ends there, as if it was killed. */
const KILLS = fc.array(fc.nat(60), { maxLength: 5 });

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('whatever the broker and the database do', () => {
  it('the broker first accepts the events of each product in version order, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(BACKLOGS, REPLIES, KILLS, async (backlogs, replies, kills) => {
        let clock = 0;
        const database = new InMemoryDatabase(() => clock);
        for (const [index, events] of backlogs.entries())
          await saveEvents(database, `Product ${index}`, events);
        const expected = new Set(database.unpublished.map(({ id }) => id));

        const accepted: Event<ProductEventType>[] = [];
        const underWay = new Set<string>();
        let calls = 0;
        const publish = async (event: Event<ProductEventType>) => {
          // One event of a product at a time.
          expect(underWay).not.toContain(event.subject);
          underWay.add(event.subject!);
          const { turns, reply } = replies[calls++ % replies.length]!;
          for (let index = 0; index < turns; index += 1) await turn();
          underWay.delete(event.subject!);
          if (reply.startsWith('accepted')) accepted.push(event);
          if (reply === 'refused') throw new EventRejectedError('refused');
          if (reply !== 'accepted') throw new EventNotAcceptedError(reply);
        };
        let statements = 0;
        const orKilled =
          <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
          (...args: Args) =>
            kills.includes(statements++) ? Promise.reject(new Error('killed')) : call(...args);
        const outbox: Outbox = {
          due: orKilled((limit, after) => database.due(limit, after)),
          remove: orKilled((ids) => database.remove(ids)),
          postpone: orKilled((ids, seconds) => database.postpone(ids, seconds)),
          reject: orKilled((id, reason, seconds) => database.reject(id, reason, seconds)),
          park: orKilled((id) => database.park(id)),
        };
        const relay = relayOutbox({
          outbox,
          publisher: { publish },
          nudge: async () => {},
          pause: async () => {
            clock += 1_000;
            await turn();
          },
        });
        for (let run = 0; run <= kills.length; run += 1) {
          const end = clock + 100_000;
          await relay(() => clock < end).catch(() => undefined);
          clock += 10_000;
        }

        const left = new Set(database.unpublished.map(({ id }) => id));
        const published = new Set(accepted.map(({ id }) => id));
        // Each event is published or still in the outbox.
        expect([...expected].filter((id) => !published.has(id) && !left.has(id))).toEqual([]);
        for (const [subject, events] of Map.groupBy(accepted, (event) => event.subject)) {
          const first = [...new Set(events.map(({ sequence }) => Number(sequence)))];
          expect([subject, first]).toEqual([subject, first.toSorted((a, b) => a - b)]);
          expect(first).toEqual(first.map((_, index) => index + 1));
        }
        // Only a product that has a parked event is not finished.
        expect(left.size === 0 || replies.some(({ reply }) => reply !== 'accepted')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
