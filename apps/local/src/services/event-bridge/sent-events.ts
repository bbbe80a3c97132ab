import { z } from 'zod';
import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import type { Sent } from '../../service-model/service.js';
import { busNameOf, DEFAULT_BUS, type EventBuses } from './buses.js';

const INPUT = z.object({
  Entries: z.array(z.object({ EventBusName: z.string().nullish(), Detail: z.string().nullish() })),
});
const RESULT = z.object({ Entries: z.array(z.object({ ErrorCode: z.string().optional() })) });

/** The details of the events of `PutEvents`, by bus. @see ServiceApi.sent */
export const sentEvents =
  (buses: EventBuses) =>
  ({ operation, input }: AwsCall, answer: Answer | undefined): readonly Sent[] => {
    const { success, data } = INPUT.safeParse(input);
    if (operation !== 'PutEvents' || !success) return [];
    const results =
      answer?.status === 200 ? RESULT.parse(JSON.parse(String(answer.body))).Entries : undefined;
    const sent = new Map<string, { bodies: string[]; rejected: number }>();
    data.Entries.forEach(({ EventBusName, Detail }, index) => {
      const to = buses.busArn(busNameOf(EventBusName ?? DEFAULT_BUS));
      const toBus = sent.get(to) ?? { bodies: [], rejected: 0 };
      sent.set(to, toBus);
      if (results?.[index] && !results[index].ErrorCode) toBus.bodies.push(Detail ?? '');
      else toBus.rejected += 1;
    });
    return [...sent].map(([to, toBus]) => ({ to, ...toBus }));
  };
