import type { Suite } from '../core/run.js';
export const http: Suite = async () => undefined;
