import type { PrivateEvent, PublicEvent } from '../history/event.js';
import { describeEvent } from './event-chain.js';
import { sameDetails } from './register.js';
import type { Violation } from './violation.js';

export const PUBLIC_VERSIONS = ['v1', 'v2'] as const;
export type PublicVersion = (typeof PUBLIC_VERSIONS)[number];

/** Checks that each private event has one public event in each of the versions, with the same content. Both of one product, without repeats. */
export const checkPublicEvents = (
  privateEvents: readonly PrivateEvent[],
  publicEvents: readonly PublicEvent[],
  versions: readonly PublicVersion[] = PUBLIC_VERSIONS,
): Violation[] => {
  const keyOf = (type: string, sequence: number) => `${sequence} ${type}`;
  const byKey = Map.groupBy(publicEvents, ({ type, sequence }) => keyOf(type, sequence));
  const problems = privateEvents.flatMap((event) =>
    versions.flatMap((version): Violation[] => {
      const key = keyOf(`${event.type}.${version}`, event.sequence);
      const found = byKey.get(key) ?? [];
      byKey.delete(key);
      const { productId } = event;
      const [only, second] = found;
      if (!only)
        return [
          { promise: 'lost', productId, text: `${version} was not received of ${describeEvent(event)}.` },
        ];
      const ids = found.map(({ id }) => id).join(', ');
      if (second)
        return [
          {
            promise: 'invented',
            productId,
            text: `${version} has ${found.length} ids (${ids}) of ${describeEvent(event)}.`,
          },
        ];
      return isSame(event, only, version)
        ? []
        : [
            {
              promise: 'invented',
              productId,
              text: `${version} (${ids}) differs from ${describeEvent(event)}: ${JSON.stringify(only)}.`,
            },
          ];
    }),
  );
  const foreign = [...byKey.values()].flat().map((event): Violation => ({
    promise: 'invented',
    productId: event.productId,
    text: `SNS accepted no event for ${event.type} ${event.sequence} (${event.id}).`,
  }));
  return [...problems, ...foreign];
};

const isSame = (one: PrivateEvent, other: PublicEvent, version: PublicVersion): boolean => {
  const expected = version === 'v2' ? one.details : undefined;
  const { details } = other;
  return (
    one.time === other.time && (expected && details ? sameDetails(expected, details) : expected === details)
  );
};
