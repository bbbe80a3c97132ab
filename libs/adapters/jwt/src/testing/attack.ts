/** What an attack needs to know of the service that it is tried on. */
export interface Target {
  /** The secret that tokens are signed with. */
  readonly secret: string;
  /** A secret that was valid before the last rotation. The rotation was noticed. */
  readonly previousSecret: string;
}

/** How a request of an attack differs from one of an administrator. */
export interface AttackRequest {
  /** The values of the `Authorization` header. API Gateway hands over several; the service joins them by commas. */
  readonly authorization: readonly string[];
  /** Other headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** E.g. `access_token=…`. */
  readonly query?: string;
}

/** `accepted` is as an administrator. */
export type Verdict = 'accepted' | 401 | 403;

/** A request that tries to be more than it may, or a valid one at the edge of what is allowed. */
export interface Attack {
  /** Is unique, and the line of the documentation. */
  readonly name: string;
  readonly expected: Verdict;
  readonly requestTo: (target: Target) => Promise<AttackRequest>;
}

/** An attack by the value of one `Authorization` header; `undefined` for none. */
export const byHeader = (
  name: string,
  expected: Verdict,
  authorizationOf: (target: Target) => string | undefined | Promise<string | undefined>,
): Attack => ({
  name,
  expected,
  requestTo: async (target) => {
    const value = await authorizationOf(target);
    return { authorization: value === undefined ? [] : [value] };
  },
});

/** An attack by a bearer token. */
export const byToken = (
  name: string,
  expected: Verdict,
  tokenOf: (target: Target) => string | Promise<string>,
): Attack => byHeader(name, expected, async (target) => `Bearer ${await tokenOf(target)}`);
