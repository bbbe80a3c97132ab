import { TARGET } from './target.js';

/** A test that signs tokens of its own. It cannot run if the secret is not known. */
export const itWithSecret: typeof it = TARGET?.token ? (it.skip as typeof it) : it;

/** A test that writes to the connection itself. A deployment answers invalid HTTP before API Gateway sees it. */
export const itOnThisMachine: typeof it = TARGET?.api.startsWith('https:') ? (it.skip as typeof it) : it;
