import type { Benchmark } from './core/benchmark.js';
import { coldStart } from './cold-start/benchmark.js';
import { growth } from './growth/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { sdkCall } from './sdk-call/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, growth, coldStart, sdkCall];
