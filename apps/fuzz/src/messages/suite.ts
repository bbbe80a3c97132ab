import type { Suite } from '../core/run.js';
export const messages: Suite = async () => undefined;
