import { coldStart } from './cold-start/benchmark.js';
import type { Benchmark } from './core/benchmark.js';
import { cpu } from './cpu/benchmark.js';
import { growth } from './growth/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { latency } from './latency/benchmark.js';
import { outboxLibraries } from './outbox-libraries/benchmark.js';
import { pipelining } from './pipelining/benchmark.js';
import { relay } from './relay/benchmark.js';
import { saturation } from './saturation/benchmark.js';
import { sdkCall } from './sdk-call/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [
  handlers,
  pipelining,
  growth,
  relay,
  outboxLibraries,
  latency,
  cpu,
  sdkCall,
  coldStart,
  saturation,
];
