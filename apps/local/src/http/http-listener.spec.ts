import type { Activity } from '../core/activity.js';
import { openHttpListener, type RequestHandler } from './http-listener.js';
import { lifecycle } from '../process/lifecycle.js';

describe('an HTTP listener', () => {
  const life = lifecycle();
  const activities: Activity[] = [];
  afterAll(() => life.stop());
  const open = async (handler: RequestHandler): Promise<string> => {
    const listener = await openHttpListener(0, 'PORT', life, (activity) => activities.push(activity));
    listener.serve(handler);
    return listener.address;
  };

  it.each<[string, RequestHandler]>([
    [
      'throws',
      () => {
        throw new Error('as it should');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('as it should'))],
    [
      'answers with a header that is none',
      async (_request, response) => void response.writeHead(200, { a: '\n' }),
    ],
  ])('answers 500 and logs the reason when its handler %s', async (_how, handler) => {
    const address = await open(handler);
    activities.length = 0;
    const response = await fetch(`${address}/path`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: expect.stringContaining('log says why') });
    expect(activities).toEqual([
      { event: 'warning', message: expect.stringContaining('GET /path could not be answered: ') },
    ]);
    expect((await fetch(address)).status).toBe(500);
  });

  it('aborts a response that has begun', async () => {
    const address = await open(async (_request, response) => {
      response.writeHead(200).write('half');
      throw new Error('as it should');
    });
    await expect(fetch(address).then((response) => response.text())).rejects.toThrow('terminated');
  });
});
