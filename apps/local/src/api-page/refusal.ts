import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** Names of this machine that no DNS server decides about. */
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why a request is refused. The page has a token for administrators, so pages of other sites must not read it: neither
 * directly, nor under a name of their own that resolves to this machine (DNS rebinding).
 */
export const refusalOf = ({ method, headers }: IncomingMessage): Refusal | undefined => {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (!OWN_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    return {
      status: 421,
      reason: 'Open this page as http://localhost, with the port that "npm start" prints.',
    };
  }
  // Browsers send `none` if a person entered the address. Programs do not send the header.
  const isOtherSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isOtherSite || (origin !== undefined && origin !== `http://${host}`)) {
    return { status: 403, reason: 'Not for pages of other sites. Enter the address in the browser.' };
  }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'This page can only be read.' };
  return undefined;
};
