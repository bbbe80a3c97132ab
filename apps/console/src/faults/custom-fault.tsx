import { useState } from 'preact/hooks';
import { Problem } from '../parts/answer.js';
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

  const fault = (): object => ({
    at,
    effect: chosen.effect,
    seconds: Number(seconds),
    ...(at === 'aws-call' && { operation: chosen.point }),
    ...(at === 'statement' && { statement: chosen.point }),
    ...(at === 'function' && { name: chosen.point }),
    ...((at === 'aws-call' || at === 'statement') && { times: Number(times), ...(caller && { caller }) }),
  });
  const select = (
    label: string,
    value: string,
    options: readonly (readonly [id: string, title: string])[],
    use: (value: string) => void,
  ) => (
    <label>
      {label}{' '}
      <select value={value} onChange={({ currentTarget }) => use(currentTarget.value)}>
        {options.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
  const same = (texts: readonly string[]) => texts.map((text) => [text, text] as const);
  const number = (label: string, value: string, use: (value: string) => void) => (
    <label>
      {label}{' '}
      <input
        type="number"
        step="any"
        value={value}
        onInput={({ currentTarget }) => use(currentTarget.value)}
        required
      />
    </label>
  );

  return (
    <section class="panel" aria-label="Another fault">
      <h2>Another fault</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => server.injectFault(fault()));
        }}
      >
        {select(
          'What fails',
          at,
          Object.keys(points.effects).map((id) => [id, PLACES[id] ?? id]),
          (value) => {
            setAt(value);
            setPoint(undefined);
            setEffect(undefined);
          },
        )}
        {choices.length > 0 && select('Which', chosen.point, same(choices), setPoint)}
        {(at === 'aws-call' || at === 'statement') &&
          select('Of', caller, [['', 'any function'], ...same(points.functions)], setCaller)}
        {select('How', chosen.effect, same(effects), setEffect)}
        {number('Seconds', seconds, setSeconds)}
        {(at === 'aws-call' || at === 'statement') && number('How often', times, setTimes)}
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
