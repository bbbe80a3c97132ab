import { setTimeout } from 'node:timers/promises';
import { instantOf, type Clock } from '@product-service/events';

/** This machine's clock, in milliseconds. */
export const systemClock: Clock = () => instantOf(new Date());

/** Lets so many milliseconds go by. */
export const pauseFor = (milliseconds: number) => (): Promise<void> => setTimeout(milliseconds);
