import type { IncomingHttpHeaders } from 'node:http';

/** The credential scope of a request's signature. */
export interface Credential {
  readonly accessKeyId: string;
  /** Absent in signatures older than version 4. */
  readonly region?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * `AWS4-HMAC-SHA256 Credential=<access key>/<date>/<region>/<service>/aws4_request, …`, the same in the query of a
 * pre-signed URL, or the access key of a version 2 signature.
 */
export const readCredential = (
  { authorization = '' }: IncomingHttpHeaders,
  query: URLSearchParams,
): Credential | undefined => {
  const [, header] =
    /Credential=([^,\s]+)/.exec(authorization) ?? /^AWS ([^:\s]+):/.exec(authorization) ?? [];
  const text = header ?? query.get('X-Amz-Credential') ?? query.get('AWSAccessKeyId');
  if (!text) return undefined;
  const [accessKeyId = '', , region, service] = text.split('/');
  return { accessKeyId, region: region || undefined, service: service || undefined };
};
