/** An event that the local cloud shows. `--json` prints it as it is here, after the time. */
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
      /** Reason of the run, e.g. `GET /product` or `3 of ProductQueue`. */
      readonly cause: string;
      readonly ms: number;
      readonly coldStart: boolean;
      readonly ok: boolean;
      /** Why it failed, or how many messages of its batch failed. */
      readonly problem?: string;
    }
  | ({ readonly event: 'published'; readonly via: 'sns' | 'eventbridge'; readonly channel: string } & Message)
  | { readonly event: 'dead-letter'; readonly queue: string; readonly messages: number }
  | {
      /** A policy of the template denies a request, or none allows it. */
      readonly event: 'denied';
      /** The function or AWS service that made the request. */
      readonly caller: string;
      /** Name in IAM, e.g. `sns:Publish`. */
      readonly action: string;
      readonly resource: string;
      readonly reason: string;
    }
  | {
      /** A log line of a function, of any level. */
      readonly event: 'log';
      readonly function: string;
      readonly level: string;
      readonly message: string;
      /** Of the run, if the line says it. The same as that of the event `function`. */
      readonly requestId?: string;
      /** Ids in W3C format, if the line says in which span it was written. */
      readonly traceId?: string;
      readonly spanId?: string;
    }
  | {
      /** An injected fault happens. */
      readonly event: 'fault';
      readonly at: 'aws-call' | 'statement' | 'function' | 'database';
      /** The call, the kind of statement, or what else fails. */
      readonly point: string;
      readonly effect: string;
      /** Whose call or statement it is. */
      readonly function?: string;
    }
  | { readonly event: 'warning'; readonly message: string };

/** Fields of a message's CloudEvents envelope, if it has one. */
export interface Message {
  readonly type?: string;
  readonly subject?: string;
  readonly sequence?: string;
  readonly id?: string;
}

export type Log = (activity: Activity) => void;

/** The addresses and the token to use the local cloud with. */
export interface Ready {
  readonly env: string;
  readonly region: string;
  /** Address of the REST API. Null: the template has none. */
  readonly api: string | null;
  /** Endpoint for AWS SDK clients. */
  readonly aws: string;
  /** A token for administrators, valid for a day. Null: no function of the template reads a JWT secret. */
  readonly token: string | null;
  /** Page to browse and try the API. Null: another template than the service's own runs. */
  readonly documents: string | null;
  /** The console in the browser. Null: it was not started. */
  readonly console: string | null;
}

/** Shows what happens in the local cloud. */
export interface Display {
  readonly log: Log;
  ready(ready: Ready): void;
}
