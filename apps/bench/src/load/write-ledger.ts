import type { Line } from '@product-service/local/testing';
import type { LoadRequest } from '../saturation/mix.js';
import type { Answer } from './answers.js';

/** Versions in which each change is published. */
const PUBLIC_VERSIONS = 2;

/** What became of the writes. */
export interface WriteSummary {
  /** Changes that a client was told of. */
  readonly acknowledged: number;
  /** Changes that are on the bus in both versions. */
  readonly published: number;
  /** Events that are on the bus more than once, with the same id. */
  readonly repeated: number;
  /** Acknowledged changes that are not on the bus. */
  readonly lost: readonly string[];
  /** Changes that two ids stand for, and events of creations that were refused. */
  readonly wrong: readonly string[];
}

/** Compares what clients were told with what the event bus got. A change is `<product id> <version>`. */
export class WriteLedger {
  readonly #acknowledged = new Set<string>();
  /** Products, and whether every creation was refused before a function ran. */
  readonly #refused = new Map<string, boolean>();

  note({ kind, id }: LoadRequest, { status, headers }: Answer): void {
    if (kind !== 'create' && kind !== 'update') return;
    if (status === 200 || status === 201) this.acknowledge(id, String(headers['etag']));
    if (kind === 'create') this.#refused.set(id, (this.#refused.get(id) ?? true) && status === 429);
  }

  acknowledge(id: string, etag: string | null): void {
    this.#acknowledged.add(`${id} ${String(etag).replaceAll('"', '')}`);
  }

  /** @param lines of the local cloud. */
  summary(lines: readonly Line[]): WriteSummary {
    /** Ids of each change and type, and how often each was published. */
    const events = new Map<string, Map<string, number>>();
    for (const { event, via, type, subject, sequence, id } of lines) {
      if (event !== 'published' || via !== 'eventbridge') continue;
      const key = `${subject} ${sequence} ${type}`;
      const ids = events.get(key) ?? new Map<string, number>();
      events.set(key, ids.set(String(id), (ids.get(String(id)) ?? 0) + 1));
    }
    const versions = new Map<string, number>();
    for (const key of events.keys()) {
      const change = key.split(' ').slice(0, 2).join(' ');
      versions.set(change, (versions.get(change) ?? 0) + 1);
    }
    const isPublished = (change: string): boolean => versions.get(change) === PUBLIC_VERSIONS;
    const created = new Set([...versions.keys()].map((change) => change.split(' ')[0]!));
    return {
      acknowledged: this.#acknowledged.size,
      published: [...versions.keys()].filter(isPublished).length,
      repeated: [...events.values()].flatMap((ids) => [...ids.values()]).filter((count) => count > 1).length,
      lost: [...this.#acknowledged].filter((change) => !isPublished(change)),
      wrong: [
        ...[...events].filter(([, ids]) => ids.size > 1).map(([key]) => `${key} has several ids`),
        ...[...versions]
          .filter(([, count]) => count > PUBLIC_VERSIONS)
          .map(([change]) => `${change} has too many events`),
        ...[...this.#refused]
          .filter(([id, isRefused]) => isRefused && created.has(id))
          .map(([id]) => `${id} was refused, and is on the bus`),
      ],
    };
  }
}
