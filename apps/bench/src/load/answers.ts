/** One answer of the API, or why there is none. */
export interface Answer {
  /** 0: there is none. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Why there is none. */
  readonly problem?: string;
  readonly ms: number;
}

/** API Gateway waits 29 s for a function. The rest is for a busy machine. */
export const LONGEST_ANSWER_MS = 31_000;

/** Statuses by which a service under load refuses a request: throttled, unavailable, no answer in time. */
export const SHED = [429, 503, 504];

const ENVELOPE = /^\{"data":[^]*"message":"[^]*\}$/;

/** What is wrong with an answer, whatever its status is. */
export const faultOf = ({ status, headers, body, problem, ms }: Answer): string | undefined => {
  if (status === 0) return `no answer: ${problem}`;
  if (ms > LONGEST_ANSWER_MS) return 'an answer after more than 31 s';
  if (status >= 500 && !SHED.includes(status)) return `status ${status}: ${body.slice(0, 200)}`;
  if (headers['access-control-allow-origin'] === undefined) return `status ${status} without CORS headers`;
  return ENVELOPE.test(body) ? undefined : `status ${status} without the envelope: ${body.slice(0, 200)}`;
};

/** What the clients of one level got. */
export class Answers {
  readonly latencies: number[] = [];
  readonly statuses: Record<string, number> = {};
  /** How often each fault was seen. */
  readonly faults: Record<string, number> = {};

  add(answer: Answer): void {
    const { status, ms } = answer;
    this.latencies.push(ms);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    const fault = faultOf(answer);
    if (fault !== undefined) this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }
}
