import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** Runs one query and returns its first row. */
export const query = async (url: string, sql: string): Promise<Record<string, unknown>> => {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
};

/** Checks later whether the process or the data of the running server at `url` still exist. */
export const leftoversOf = async (url: string) => {
  const data = String((await query(url, 'SHOW data_directory'))['data_directory']);
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const left = () => ({ process: isAlive(pid), directory: existsSync(dirname(data)) });
  return { left, areGone: () => waitUntil(async () => !Object.values(left()).includes(true)) };
};

/** Waits for a condition. @throws Error after 10 seconds */
export const waitUntil = async (condition: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for: ${condition}`);
    await sleep(20);
  }
};

export const NOTHING = { process: false, directory: false };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
