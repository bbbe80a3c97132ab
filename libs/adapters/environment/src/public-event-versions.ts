import type { PublicEventVersion } from '@product-service/events';
import { readOptionalVariable } from './variables.js';

/** The values of `PUBLIC_EVENT_VERSIONS`. Not none: without public events, the service that publishes them has no purpose. */
const VALUES: Readonly<Record<string, readonly PublicEventVersion[]>> = {
  'v1,v2': ['v1', 'v2'],
  v1: ['v1'],
  v2: ['v2'],
};

/**
 * Reads which versions of the public events are published, from `PUBLIC_EVENT_VERSIONS`. Default: all, because a consumer may
 * use any of them.
 * @throws Error for any other value
 */
export const readPublicEventVersions = (environment?: NodeJS.ProcessEnv): readonly PublicEventVersion[] => {
  const text = readOptionalVariable('PUBLIC_EVENT_VERSIONS', environment) ?? 'v1,v2';
  const versions = Object.hasOwn(VALUES, text) ? VALUES[text] : undefined;
  if (versions) return versions;
  throw new Error(`PUBLIC_EVENT_VERSIONS is "${text}": set it to v1, v2, or v1,v2 for both.`);
};
