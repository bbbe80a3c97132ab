import { startTraceAgent } from '@product-service/observability/agent';
import { drawJourney } from './draw-journey.js';
import { finishedJourneys } from './finished-journeys.js';

/** Draws the journeys of requests while the local cloud runs. */
export interface TraceView {
  /** Value of `DD_TRACE_AGENT_URL` for the functions. */
  readonly agentUrl: string;
  /** To be called when a function's run begins. Call the result at its end. */
  readonly onRun: () => () => void;
  stop(): Promise<void>;
}

const CHECK_INTERVAL_MS = 250;

/** Receives the spans of the functions instead of Datadog's agent, and draws each journey when it is finished. */
export const startTraceView = async (write: (line: string) => void): Promise<TraceView> => {
  const journeys = finishedJourneys();
  const agent = await startTraceAgent((received) => {
    if (received.kind === 'spans') journeys.arrived(received.spans, Date.now());
  });
  const timer = setInterval(() => {
    for (const journey of journeys.take(Date.now())) for (const line of drawJourney(journey)) write(line);
  }, CHECK_INTERVAL_MS).unref();
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
