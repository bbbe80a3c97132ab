import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** Names of this machine that no DNS server decides about. */
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why a request to a page of this machine is refused. The page can do what an administrator can, so pages of other sites must
 * not use it: neither directly, nor under a name of their own that resolves to this machine (DNS rebinding).
 * @param methods that the page answers
 */
export const refusalOf = (
  { method = '', headers }: IncomingMessage,
  methods: readonly string[] = ['GET', 'HEAD'],
): Refusal | undefined => {
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
  if (!methods.includes(method)) return { status: 405, reason: `Only ${methods.join(' and ')}.` };
  const changes = method !== 'GET' && method !== 'HEAD';
  // A form of another site cannot send this type, whatever else its browser sends.
  if (changes && !/^application\/json\b/.test(headers['content-type'] ?? '')) {
    return { status: 415, reason: 'Send JSON, with "content-type: application/json".' };
  }
  return undefined;
};
