import type { Benchmark } from './core/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { saturation } from './saturation/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, saturation];
