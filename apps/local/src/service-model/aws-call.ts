import { type Account, roleNameOf } from '../core/account.js';

/** The identity behind a call, found by the access key that signed it. */
export type Caller =
  | { readonly kind: 'administrator' }
  | { readonly kind: 'function'; readonly functionName: string; readonly roleArn: string };

/** The ARN of a caller. For a function: its session in the assumed role. */
export const callerArn = (caller: Caller, { id }: Account): string =>
  caller.kind === 'function'
    ? `arn:aws:sts::${id}:assumed-role/${roleNameOf(caller.roleArn)}/${caller.functionName}`
    : `arn:aws:iam::${id}:root`;

/** How a client writes its calls, and so how it reads errors. */
export type Protocol = 'json' | 'query' | 'cbor' | 'rest-json' | 'rest-xml';

/** A call to an AWS service, before authorization. */
export interface AwsCall {
  readonly caller: Caller;
  readonly protocol: Protocol;
  /** Prefix of the service's IAM actions, e.g. `sqs`. For an unknown service, the name that the request contains. */
  readonly service: string;
  /** Name in the service's API, e.g. `SendMessageBatch`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The input as the protocol writes it in a POST to `/`. */
  readonly body: string;
  /** Region of the signature. */
  readonly region: string | undefined;
}

/** An HTTP answer to a call. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
