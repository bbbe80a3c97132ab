import { z } from 'zod';
import type { Time } from '../../core/time.js';
import { ignored, whole } from '../../service-model/resource-type.js';

/** The `MethodSettings` of a stage. `*` and `/*` stand for all methods and paths. */
export const METHOD_SETTINGS = z
  .array(
    z.strictObject({
      HttpMethod: z.string(),
      /** E.g. `/~1product~1{productId}`. */
      ResourcePath: z.string(),
      ThrottlingRateLimit: z.coerce.number().optional(),
      ThrottlingBurstLimit: whole.optional(),
      CacheDataEncrypted: ignored('nothing is cached here'),
      CacheTtlInSeconds: ignored('nothing is cached here'),
      CachingEnabled: z.literal(false).optional(),
      DataTraceEnabled: ignored('the log shows every request'),
      LoggingLevel: ignored('the log shows every request'),
      MetricsEnabled: ignored('there are no metrics here'),
    }),
  )
  .default([]);
type MethodSetting = z.infer<typeof METHOD_SETTINGS>[number];

/** How many requests a method accepts. */
export interface Limit {
  /** Requests per second of the template. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** What `--throttle` sets: the limits of the template, one limit for every method, or none. */
export type ThrottleOption = 'template' | 'off' | Limit;

/** Limits the requests of each method of a stage. */
export interface Throttle {
  configure(settings: readonly MethodSetting[]): void;
  /** False: the request exceeds the limit of its method. */
  accepts(httpMethod: string, resourcePath: string): boolean;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * One token bucket for each method.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export const stageThrottle = (
  option: ThrottleOption,
  time: Time,
  now = () => performance.now(),
): Throttle => {
  const limits = new Map<string, Limit>();
  const buckets = new Map<string, Bucket>();
  const limitOf = (method: string, path: string): Limit | undefined =>
    [`${method} ${path}`, `* ${path}`, `${method} *`, '* *'].map((key) => limits.get(key)).find((it) => it);

  return {
    configure(settings) {
      if (typeof option === 'object') limits.set('* *', option);
      if (option !== 'template') return;
      for (const { HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit } of settings) {
        if (ThrottlingRateLimit === undefined || ThrottlingBurstLimit === undefined) continue;
        const path = ResourcePath === '/*' ? '*' : ResourcePath.replace(/^\/~1/, '/').replaceAll('~1', '/');
        limits.set(`${HttpMethod} ${path}`, { rate: ThrottlingRateLimit, burst: ThrottlingBurstLimit });
      }
    },
    accepts(httpMethod, resourcePath) {
      const limit = limitOf(httpMethod, resourcePath);
      if (!limit) return true;
      const key = `${httpMethod} ${resourcePath}`;
      const { tokens, filledAt } = buckets.get(key) ?? { tokens: limit.burst, filledAt: now() };
      const seconds = (now() - filledAt) / time.wait(1);
      const available = Math.min(limit.burst, tokens + seconds * limit.rate);
      const accepted = available >= 1;
      buckets.set(key, { tokens: accepted ? available - 1 : available, filledAt: now() });
      return accepted;
    },
  };
};
