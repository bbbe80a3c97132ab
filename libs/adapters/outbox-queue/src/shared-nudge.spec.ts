import { sharedNudge } from './shared-nudge.js';

describe('a nudge that writes share', () => {
  const open = () => {
    const ends: (() => void)[] = [];
    const nudge = sharedNudge(() => new Promise<void>((resolve) => ends.push(resolve)));
    const end = async () => {
      ends.at(-1)?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { nudge, end, started: () => ends.length };
  };

  it('is sent at once for one write', async () => {
    const { nudge, end, started } = open();
    const first = nudge();
    expect(started()).toBe(1);
    await end();
    await first;
    void nudge();
    expect(started()).toBe(2);
  });

  it('is sent once more for all writes that commit while it is sent', async () => {
    const { nudge, end, started } = open();
    const done: number[] = [];
    void nudge().then(() => done.push(0));
    for (const write of [1, 2, 3]) void nudge().then(() => done.push(write));
    expect(started()).toBe(1);
    await end();
    expect([started(), done]).toEqual([2, [0]]);
    void nudge().then(() => done.push(4));
    await end();
    expect([started(), done]).toEqual([3, [0, 1, 2, 3]]);
    await end();
    expect([started(), done]).toEqual([3, [0, 1, 2, 3, 4]]);
  });

  it('is not sent for a write that was not committed while another was', async () => {
    const { nudge, end, started } = open();
    void nudge(Promise.resolve(true));
    await nudge(Promise.resolve(false));
    await end();
    expect(started()).toBe(1);
  });

  it('is sent for a write whose predecessor was not committed', async () => {
    const sent: boolean[] = [];
    const nudge = sharedNudge(async (committed) => void sent.push((await committed) !== false));
    const failed = Promise.withResolvers<boolean>();
    const first = nudge(failed.promise);
    const second = nudge(Promise.resolve(true));
    failed.resolve(false);
    await Promise.all([first, second]);
    expect(sent).toEqual([false, true]);
  });
});
