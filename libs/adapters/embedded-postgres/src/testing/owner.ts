import { startPostgres } from '../index.js';

/** A program that owns a server: prints its URL, and stops it 300 ms after SIGINT. */
const main = async (): Promise<void> => {
  const postgres = await startPostgres();
  process.stdout.write(`${postgres.url}\n`);
  process.once('SIGINT', () => {
    setTimeout(() => void postgres.stop().then(() => process.exit(0)), 300);
  });
  setInterval(() => {}, 1_000);
};

void main();
