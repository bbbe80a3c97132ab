import { Problem } from '../parts/answer.js';
import { LogPanel } from '../parts/log-panel.js';
import { useAction } from '../state/action.js';
import { service } from '../state/connection.js';
import { counted } from '../state/format.js';
import { server } from '../state/server.js';
import { CustomFault } from './custom-fault.js';
import { LedgerVerdict } from './ledger-verdict.js';

export const FaultsView = () => {
  const { faults } = service.value!;
  const action = useAction<object>();
  return (
    <div class="faults">
      <section class="panel" aria-label="Break something">
        <div class="panel-head">
          <h2>Break something</h2>
          <button
            type="button"
            class="primary"
            disabled={action.isRunning}
            onClick={() => void action.run(server.endFaults)}
          >
            End all faults
          </button>
        </div>
        <p class="muted">
          {counted(faults.happened, 'fault')} happened since the start. Faults are those of{' '}
          <code>npm run faults</code>.
        </p>
        <Problem>{action.problem}</Problem>
        <ul class="presets">
          {faults.presets.map(({ id, title, explanation }) => {
            const isActive = faults.active.includes(id);
            return (
              <li key={id} class={isActive ? 'preset is-active' : 'preset'}>
                <h3>{title}</h3>
                <p>{explanation}</p>
                {isActive ? (
                  <p class="badge is-bad">active</p>
                ) : (
                  <button
                    type="button"
                    disabled={action.isRunning}
                    aria-label={`Start: ${title}`}
                    onClick={() => void action.run(() => server.startFault(id))}
                  >
                    Start
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      </section>
      <div class="column">
        <LedgerVerdict />
        <CustomFault points={faults.points} />
        <LogPanel />
      </div>
    </div>
  );
};
