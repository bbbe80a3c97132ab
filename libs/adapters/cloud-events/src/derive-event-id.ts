import type { DeriveEventId } from '@product-service/events';
import { v5 } from 'uuid';

/** Fixed for all time: another one would give redelivered events new ids. */
const NAMESPACE = '5f2c1d0e-8a53-4f0b-9d55-3c8f4f0a7e21';

/** A UUIDv5 of the causing event's id, which may be any text, and the type of the event that follows from it. */
export const deriveEventId: DeriveEventId = (cause, type) => v5(`${type}\n${cause}`, NAMESPACE);
