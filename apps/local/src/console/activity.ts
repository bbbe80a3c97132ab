/** What there is to see while the local cloud runs. `--json` prints each as it is here, with the time in front. */
export type Activity =
  | { readonly event: 'progress'; readonly message: string; readonly ms?: number }
  | {
      readonly event: 'request';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly ms: number;
      readonly requestId: string;
    }
  | {
      readonly event: 'function';
      readonly function: string;
      readonly requestId: string;
      /** What it was run for, e.g. `GET /product` or `3 messages of ProductQueue`. */
      readonly cause: string;
      readonly ms: number;
      readonly coldStart: boolean;
      readonly ok: boolean;
      /** Why it failed, or how many messages of its batch did. */
      readonly problem?: string;
    }
  | ({ readonly event: 'published'; readonly via: 'sns' | 'eventbridge'; readonly channel: string } & Message)
  | { readonly event: 'dead-letter'; readonly queue: string; readonly messages: number }
  | {
      /** Something was not done, because no policy of the template allows it. */
      readonly event: 'denied';
      /** A function, or the AWS service that acts for the template. */
      readonly caller: string;
      /** As IAM calls it, e.g. `sns:Publish`. */
      readonly action: string;
      readonly resource: string;
      readonly reason: string;
    }
  | { readonly event: 'log'; readonly function: string; readonly level: string; readonly message: string }
  | { readonly event: 'warning'; readonly message: string };

/** What can be told about a message from its CloudEvents envelope, if it has one. */
export interface Message {
  readonly type?: string;
  readonly subject?: string;
  readonly id?: string;
}

export type Log = (activity: Activity) => void;

/** What one needs to know to use the local cloud. */
export interface Ready {
  readonly env: string;
  readonly region: string;
  /** Address of the REST API; null if the template has none. */
  readonly api: string | null;
  /** Endpoint for AWS SDK clients. */
  readonly aws: string;
  /** A token for administrators, valid for a day; null if no function of the template reads a secret for it. */
  readonly token: string | null;
}

/** Where the local cloud shows what happens. */
export interface Display {
  readonly log: Log;
  ready(ready: Ready): void;
}
