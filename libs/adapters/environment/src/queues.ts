import { readVariable } from './variables.js';

/** A queue of the service. */
export interface NamedQueue {
  readonly name: string;
  readonly url: string;
}

/** Reads the queues of the service from `QUEUES`. @throws Error if it is missing, or not a JSON object of URLs */
export const readQueues = (environment: NodeJS.ProcessEnv = process.env): readonly NamedQueue[] => {
  const text = readVariable('QUEUES', environment);
  const urls = Object.entries(parsed(text));
  if (urls.length > 0 && urls.every(([, url]) => typeof url === 'string')) {
    return urls.map(([name, url]) => ({ name, url: String(url) }));
  }
  throw new Error(`QUEUES is "${text}": set it to a JSON object with the URL of each queue by its name.`);
};

const parsed = (text: string): object => {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
};
