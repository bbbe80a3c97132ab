import type { Attack } from './attack.js';
import { ALGORITHM_ATTACKS, KEY_ATTACKS, SECRET_ATTACKS } from './attacks/algorithms.js';
import { IDENTITY_ATTACKS, TIME_ATTACKS } from './attacks/claims.js';
import { ENCODING_ATTACKS } from './attacks/encodings.js';
import { TRANSPORT_ATTACKS } from './attacks/transport.js';

/** The attacks on the token, by what they attack. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  'the algorithm': ALGORITHM_ATTACKS,
  'the key': KEY_ATTACKS,
  'the secret': SECRET_ATTACKS,
  'the encoding': ENCODING_ATTACKS,
  'the times': TIME_ATTACKS,
  'the identity': IDENTITY_ATTACKS,
  'the transport': TRANSPORT_ATTACKS,
};

export type { Attack, AttackRequest, Target, Verdict } from './attack.js';
