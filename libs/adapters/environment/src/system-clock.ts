import { instantOf, type Clock } from '@product-service/events';

/** This machine's clock, in milliseconds. */
export const systemClock: Clock = () => instantOf(new Date());
