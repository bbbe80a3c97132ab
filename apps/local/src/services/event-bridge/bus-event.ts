import { isObject } from '../../core/json.js';

/** An event on a bus. */
export interface BusEvent {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  readonly time: Date;
  readonly region: string;
  readonly resources: readonly string[];
  /** JSON as the sender wrote it, so that numbers keep all their digits. */
  readonly detail: string;
}

/** The event as EventBridge delivers it. */
export const toJson = ({ detail, detailType, time, ...event }: BusEvent): string => {
  const head = JSON.stringify({
    version: '0',
    id: event.id,
    'detail-type': detailType,
    source: event.source,
    account: event.account,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: event.region,
    resources: event.resources,
  });
  return `${head.slice(0, -1)},"detail":${detail}}`;
};

/** The part of the event that a JSON path such as `$.detail.data` selects. A path can only contain names, joined by dots. */
export const selectPath = (event: BusEvent, path: string): string => {
  if (path === '$') return toJson(event);
  if (path === '$.detail') return event.detail;
  const names = path.split('.').slice(1);
  const selected = names.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    JSON.parse(toJson(event)),
  );
  return JSON.stringify(selected ?? null);
};

/** True for paths that `selectPath` understands. */
export const isKnownPath = (path: string): boolean =>
  path.length <= 256 && /^\$(\.[A-Za-z0-9_-]+)*$/.test(path);
