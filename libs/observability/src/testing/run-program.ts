import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Checkpoint, TrackedChange } from '../agent/read-checkpoints.js';
import type { ReceivedSpan } from '../agent/read-spans.js';
import { startTraceAgent } from '../agent/trace-agent.js';

const WORKSPACE = resolve(__dirname, '../../../..');

/** Output of a program, and the data its tracer sent. */
export interface Run {
  readonly printed: readonly Record<string, never>[];
  readonly spans: readonly ReceivedSpan[];
  readonly checkpoints: readonly Checkpoint[];
  readonly changes: readonly TrackedChange[];
  /** Number of requests with checkpoints. */
  readonly checkpointRequests: number;
}

/** The span of a message about this product, by its resource name. */
export const messageSpan = ({ spans }: Run, resource: string, productId = 'LATTE'): ReceivedSpan =>
  spans.find((span) => span.resource === resource && span.tags['product.id'] === productId)!;

/** Runs one of the programs with the settings of consumers on Lambda. */
export const runProgram = async (
  name: string,
  input: unknown = null,
  variables: NodeJS.ProcessEnv = {},
): Promise<Run> => {
  const [spans, checkpoints, changes]: [ReceivedSpan[], Checkpoint[], TrackedChange[]] = [[], [], []];
  let checkpointRequests = 0;
  const agent = await startTraceAgent((received) => {
    if (received.kind === 'spans') return void spans.push(...received.spans);
    checkpointRequests += 1;
    checkpoints.push(...received.checkpoints);
    changes.push(...received.changes);
  });
  try {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'programs.ts'), name, JSON.stringify(input)],
      {
        cwd: WORKSPACE,
        env: {
          PATH: process.env['PATH'],
          TSX_TSCONFIG_PATH: join(WORKSPACE, 'tsconfig.base.json'),
          // As on Lambda, where the tracer's own interval is 0.
          AWS_LAMBDA_FUNCTION_NAME: 'test',
          DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent',
          DD_TRACE_AGENT_URL: agent.url,
          DD_DATA_STREAMS_ENABLED: 'true',
          DD_SERVICE: 'ProductService',
          DD_ENV: 'test',
          DD_VERSION: 'abc',
          DD_TRACE_PROPAGATION_STYLE_EXTRACT: 'none',
          ...variables,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`The program ${name} exited with code ${code}.`);
    return {
      printed: output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, never>),
      spans,
      checkpoints,
      changes,
      checkpointRequests,
    };
  } finally {
    await agent.close();
  }
};
