import { useEffect, useRef, useState } from 'preact/hooks';
import { lines, omittedLines } from '../state/connection.js';
import { timeOf } from '../state/format.js';

/** The lines of the terminal. They follow the newest one, unless the person has scrolled up. */
export const LogPanel = () => {
  const [onlyProblems, setOnlyProblems] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const shown = lines.value.filter(({ isProblem }) => !onlyProblems || isProblem);
  useEffect(() => {
    if (follows.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  });
  const scrolled = ({
    currentTarget: { scrollTop, scrollHeight, clientHeight },
  }: {
    currentTarget: HTMLElement;
  }) => {
    follows.current = scrollTop + clientHeight > scrollHeight - 20;
  };
  return (
    <section class="panel log" aria-label="What happens">
      <div class="panel-head">
        <h2>What happens</h2>
        <label>
          <input
            type="checkbox"
            checked={onlyProblems}
            onChange={({ currentTarget }) => setOnlyProblems(currentTarget.checked)}
          />{' '}
          only problems
        </label>
      </div>
      <div
        class="log-lines"
        ref={list}
        onScroll={scrolled}
        tabIndex={0}
        role="log"
        aria-label="Lines of the terminal"
        aria-live="off"
      >
        {omittedLines.value > 0 && (
          <p class="muted">{omittedLines.value} lines were left out: more happened than can be read.</p>
        )}
        {shown.length === 0 && <p class="muted">Nothing yet.</p>}
        {shown.map((line, index) => (
          <div class={`log-line${line.isProblem ? ' is-problem' : ''}`} key={`${line.at} ${index}`}>
            <span class="muted">{timeOf(line.at)}</span>
            <span class="log-kind">{line.kind}</span>
            <span>
              {line.what} <span class="muted">{line.detail}</span>
            </span>
          </div>
        ))}
      </div>
    </section>
  );
};
