import { setTimeout } from 'node:timers/promises';
import { instantOf, type Clock } from '@product-service/events';

/** The system clock, with millisecond precision. */
export const systemClock: Clock = () => instantOf(new Date());

/** Returns a function that waits for some milliseconds. */
export const pauseFor = (milliseconds: number) => (): Promise<void> => setTimeout(milliseconds);
