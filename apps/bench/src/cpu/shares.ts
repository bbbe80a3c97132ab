import { readFile } from 'node:fs/promises';
import type { HeapProfiler, Profiler } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What a part of the code used, as a share of the whole (0 to 1). The largest first. */
export type Shares = readonly (readonly [part: string, share: number])[];

interface Frame {
  readonly url: string;
  readonly functionName: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** What is not work of the function, e.g. the profiler itself. */
const IGNORED = new Set(['(idle)', '(root)', 'the benchmark']);

/** The part of the code that a frame belongs to, e.g. `dd-trace`. */
export type PartOf = (frame: Frame) => string;

/** Knows the packages in this bundle by its source map. */
export const partsOf = async (bundle: string): Promise<PartOf> => {
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  return ({ url, functionName, lineNumber, columnNumber }) => {
    if (url === '')
      return functionName === '(garbage collector)' || functionName === '(idle)' ? functionName : 'Node.js';
    if (url.startsWith('node:')) return functionName === 'post' ? 'the benchmark' : 'Node.js';
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (path !== bundle) return partOfPath(path);
    const entry = map.findEntry(lineNumber, columnNumber);
    return 'originalSource' in entry ? partOfPath(entry.originalSource) : 'our code';
  };
};

const partOfPath = (path: string): string => {
  if (path.includes('functions/host.mjs')) return 'the benchmark';
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (!name) return 'our code';
  return /^@(aws-sdk|smithy|aws-crypto|aws)\//.test(name) ? 'AWS SDK' : name;
};

/** Shares of the CPU time of the main thread. */
export const cpuShares = (
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  partOf: PartOf,
): Shares => {
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
  return sharesOf(samples.map((id, index) => [parts.get(id) ?? '', timeDeltas[index] ?? 0]));
};

/** Bytes of all objects that were made. */
export const allocatedBytes = ({ head }: HeapProfiler.SamplingHeapProfile, partOf: PartOf): number => {
  const bytesOf = ({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number =>
    children.reduce((sum, child) => sum + bytesOf(child), IGNORED.has(partOf(callFrame)) ? 0 : selfSize);
  return bytesOf(head);
};

const sharesOf = (amounts: readonly (readonly [part: string, amount: number])[]): Shares => {
  const sums = new Map<string, number>();
  for (const [part, amount] of amounts)
    if (!IGNORED.has(part)) sums.set(part, (sums.get(part) ?? 0) + amount);
  const all = [...sums.values()].reduce((sum, amount) => sum + amount, 0);
  return [...sums].map(([part, amount]) => [part, amount / all] as const).sort((a, b) => b[1] - a[1]);
};
