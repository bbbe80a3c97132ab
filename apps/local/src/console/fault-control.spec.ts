import { FAULT, type Fault } from '../faults/index.js';
import { faultControl } from './fault-control.js';
import { presetsOf } from './fault-presets.js';

const control = (hasOwnDatabase = true) => {
  const injected: Fault[] = [];
  let cleared = 0;
  const faults = faultControl(
    { inject: (fault) => void injected.push(fault), clear: async () => void (cleared += 1) },
    { env: 'local', hasOwnDatabase, functionNames: () => ['one'] },
  );
  return { faults, injected, cleared: () => cleared };
};

describe('the faults of the page', () => {
  it.each(presetsOf('local').map((preset) => [preset.id, preset] as const))(
    'are faults that the injector takes: %s',
    (id, { faults: wanted }) => {
      for (const fault of wanted) expect(FAULT.parse(fault)).toEqual(fault);
      const { faults, injected } = control();
      faults.start(id);
      expect(injected).toEqual(wanted);
    },
  );

  it('are active until they are ended, if they last, and start once', async () => {
    const { faults, injected, cleared } = control();
    faults.start('sns-fails');
    faults.start('sns-fails');
    faults.start('conflicts');
    expect([faults.status().active, injected.length]).toEqual([['sns-fails'], 2]);
    await faults.clear();
    expect([faults.status().active, cleared()]).toEqual([[], 1]);
    faults.start('sns-fails');
    expect(injected).toHaveLength(3);
  });

  it('are counted when they happen', () => {
    const { faults } = control();
    faults.happened();
    faults.happened();
    expect(faults.status().happened).toBe(2);
  });

  it("leave the user's own database alone", () => {
    const { presets, points } = control(false).faults.status();
    expect(presets.map(({ id }) => id)).not.toContain('database-stopped');
    expect([points.statements, Object.keys(points.effects)]).toEqual([[], ['aws-call', 'function']]);
  });

  it.each(['', 'nothing', '__proto__'])('are known: not %j', (id) =>
    expect(() => control().faults.start(id)).toThrow(/no fault/),
  );
});
