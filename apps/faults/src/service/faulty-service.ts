import {
  type Fault,
  type FaultReply,
  type FaultRequest,
  startLocal,
  type RunningLocal,
} from '@product-service/local/testing';

/** The whole service in processes of its own, in which faults can be injected. */
export interface FaultyService {
  readonly local: RunningLocal;
  inject(fault: Fault): Promise<void>;
  /** Ends all faults. */
  clear(): Promise<void>;
  /** Number of faults that have happened so far. */
  happened(): number;
  stop(): Promise<void>;
}

/** Enough for all functions that are busy at a time. Otherwise each would end processes of others, and all would start all the time. */
const CONCURRENCY = 40;

type Ask =
  Omit<Extract<FaultRequest, { do: 'inject' }>, 'id'> | Omit<Extract<FaultRequest, { do: 'clear' }>, 'id'>;

export const startFaultyService = async (speed: number): Promise<FaultyService> => {
  const local = await startLocal({
    speed,
    options: ['--faults', '--throttle', 'off', '--log-level', 'error', '--concurrency', String(CONCURRENCY)],
  });
  const waiting = new Map<number, (reply: FaultReply) => void>();
  let lastId = 0;
  local.process.on('message', (reply: FaultReply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  const ask = (request: Ask): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = (lastId += 1);
      waiting.set(id, ({ error }) => (error === undefined ? resolve() : reject(new Error(error))));
      local.process.send({ id, ...request }, (error) => error && reject(error));
    });
  return {
    local,
    inject: (fault) => ask({ do: 'inject', fault }),
    clear: () => ask({ do: 'clear' }),
    happened: () => local.lines.filter(({ event }) => event === 'fault').length,
    stop: local.stop,
  };
};
