import type { View } from '../state/address.js';

export const TITLES: Readonly<Record<View, string>> = {
  flow: 'Flow',
  try: 'Try it',
  traces: 'Traces',
  messages: 'Messages',
  faults: 'Faults',
};
