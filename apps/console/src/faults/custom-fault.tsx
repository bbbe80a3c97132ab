import { useState } from 'preact/hooks';
import { Problem } from '../parts/answer.js';
import { NumberField, SelectField } from '../parts/fields.js';
import type { FaultPoints } from '../protocol/index.js';
import { useAction } from '../state/action.js';
import { server } from '../state/server.js';

const PLACES: Readonly<Record<string, string>> = {
  'aws-call': 'a call to AWS',
  statement: 'a statement of the database',
  function: 'the processes of a function',
  database: 'the database itself',
};

/** Any fault of the fault rig, put together from its parts. */
export const CustomFault = ({ points }: { readonly points: FaultPoints }) => {
  const [at, setAt] = useState('aws-call');
  const [point, setPoint] = useState<string>();
  const [caller, setCaller] = useState('');
  const [effect, setEffect] = useState<string>();
  const [seconds, setSeconds] = useState('5');
  const [times, setTimes] = useState('1');
  const action = useAction<object>();
  const choices = pointsOf(at, points);
  const effects = points.effects[at] ?? [];
  const chosen = { point: point ?? choices[0] ?? '', effect: effect ?? effects[0] ?? '' };

  const isRepeated = at === 'aws-call' || at === 'statement';

  const fault = (): object => ({
    at,
    effect: chosen.effect,
    seconds: Number(seconds),
    ...(at === 'aws-call' && { operation: chosen.point }),
    ...(at === 'statement' && { statement: chosen.point }),
    ...(at === 'function' && { name: chosen.point }),
    ...(isRepeated && { times: Number(times), ...(caller && { caller }) }),
  });
  const same = (texts: readonly string[]) => texts.map((text) => [text, text] as const);
  return (
    <section class="panel" aria-label="Another fault">
      <h2>Another fault</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => server.injectFault(fault()));
        }}
      >
        <SelectField
          label="What fails"
          value={at}
          options={Object.keys(points.effects).map((id) => [id, PLACES[id] ?? id])}
          use={(value) => {
            setAt(value);
            setPoint(undefined);
            setEffect(undefined);
          }}
        />
        {choices.length > 0 && (
          <SelectField label="Which" value={chosen.point} options={same(choices)} use={setPoint} />
        )}
        {isRepeated && (
          <SelectField
            label="Of"
            value={caller}
            options={[['', 'any function'], ...same(points.functions)]}
            use={setCaller}
          />
        )}
        <SelectField label="How" value={chosen.effect} options={same(effects)} use={setEffect} />
        <NumberField label="Seconds" value={seconds} use={setSeconds} />
        {isRepeated && <NumberField label="How often" value={times} use={setTimes} />}
        <div class="buttons">
          <button type="submit" disabled={action.isRunning}>
            Start
          </button>
        </div>
      </form>
      <Problem>{action.problem}</Problem>
      {action.result && (
        <p role="status">It happens to the next one that matches. “What happens” shows it.</p>
      )}
    </section>
  );
};

const pointsOf = (at: string, { operations, statements, functions }: FaultPoints): readonly string[] => {
  if (at === 'aws-call') return operations;
  if (at === 'statement') return statements;
  return at === 'function' ? functions : [];
};
