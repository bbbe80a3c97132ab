import { startTraceAgent } from '@product-service/observability/agent';
import type { OnRun } from '../services/lambda/lambda-function.js';
import { drawJourney } from './draw-journey.js';
import { finishedJourneys } from './finished-journeys.js';

export interface TraceView {
  /** Where functions send to: `DD_TRACE_AGENT_URL`. */
  readonly agentUrl: string;
  /** Wants to know when functions run. */
  readonly onRun: OnRun;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 250;

/** Takes what the functions' tracers send, in place of Datadog's agent, and draws each journey once it is finished. */
export const startTraceView = async (write: (line: string) => void): Promise<TraceView> => {
  const journeys = finishedJourneys();
  const agent = await startTraceAgent((received) => {
    if (received.kind === 'spans') journeys.arrived(received.spans, Date.now());
  });
  const timer = setInterval(() => {
    for (const journey of journeys.take(Date.now())) for (const line of drawJourney(journey)) write(line);
  }, LOOK_EVERY_MS).unref();
  return {
    agentUrl: agent.url,
    onRun: () => {
      const end = journeys.runBegan(Date.now());
      return () => end(Date.now());
    },
    stop: async () => {
      clearInterval(timer);
      await agent.close();
    },
  };
};
