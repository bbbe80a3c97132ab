import { z } from 'zod';
import { FAULT } from './fault.js';
import type { FaultInjector } from './fault-injector.js';

/** What the process that started this one sends. Each gets an answer with its id. */
const REQUEST = z.discriminatedUnion('do', [
  z.strictObject({ id: z.number(), do: z.literal('inject'), fault: FAULT }),
  z.strictObject({ id: z.number(), do: z.literal('clear') }),
]);

export type FaultRequest = z.infer<typeof REQUEST>;

/** The error is absent after a success. */
export interface FaultReply {
  readonly id: number;
  readonly error?: string;
}

/** Takes faults from the process that started this one, over the channel that only it has. */
export const serveFaults = ({ inject, clear }: FaultInjector): void => {
  process.on('message', (message) => {
    const request = REQUEST.safeParse(message);
    if (!request.success) return;
    const run = async (): Promise<void> => {
      if (request.data.do === 'inject') inject(request.data.fault);
      else await clear();
    };
    const reply = (answer: FaultReply): void => void process.send?.(answer);
    const { id } = request.data;
    run().then(
      () => reply({ id }),
      (error: unknown) => reply({ id, error: String(error) }),
    );
  });
};
