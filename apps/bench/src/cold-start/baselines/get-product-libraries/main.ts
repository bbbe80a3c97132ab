export { readLibraries } from '../read-libraries.js';

export const handler = async (): Promise<void> => {};
