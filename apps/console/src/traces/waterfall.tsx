import { useState } from 'preact/hooks';
import { Code, Problem } from '../parts/answer.js';
import type { Journey, JourneySpan } from '../protocol/index.js';
import { counted, duration, timeOf } from '../state/format.js';
import { useLoaded } from '../state/load.js';
import { linkTo } from '../state/address.js';
import { server } from '../state/server.js';

/** The spans of a journey, each where it was in time. A dashed bar is the time that a message waited. */
export const Waterfall = ({ id, change }: { readonly id: string; readonly change: number }) => {
  const { value, problem } = useLoaded(() => server.journey(id), [id, change]);
  return (
    <section class="panel waterfall" aria-label="The journey">
      <Problem>{problem}</Problem>
      {value === null && <p class="empty">This journey is not kept any longer.</p>}
      {value && <Steps key={id} journey={value} />}
    </section>
  );
};

const Steps = ({ journey }: { readonly journey: Journey }) => {
  const [opened, setOpened] = useState<string>();
  const traces = new Set(journey.steps.map(({ traceId }) => traceId)).size;
  return (
    <>
      <div class="panel-head">
        <h2>{journey.name}</h2>
        <a href={linkTo('traces', journey.id)}>link to it</a>
      </div>
      <p class="muted">
        {timeOf(journey.start)}, {duration(journey.duration)}, {counted(journey.spans, 'span')} in{' '}
        {counted(traces, 'trace')}
        {journey.productIds.length > 0 && `, about ${journey.productIds.slice(0, 5).join(', ')}`}
      </p>
      <ol class="steps">
        {journey.steps.map((step, index) => (
          <li key={step.spanId}>
            <button
              type="button"
              class={`as-row step is-${step.kind}${step.isError ? ' is-failing' : ''}`}
              aria-expanded={opened === step.spanId}
              onClick={() => setOpened(opened === step.spanId ? undefined : step.spanId)}
            >
              <span class="step-label" style={{ paddingInlineStart: `${step.depth * 14}px` }}>
                {step.waited !== undefined && <Link />}
                {isNewRun(step, journey.steps[index - 1]) && <span class="muted">{step.function}: </span>}
                {step.label}
              </span>
              <span class="step-times">
                {step.waited !== undefined && <span class="muted">waited {duration(step.waited)}, </span>}
                {duration(step.duration)}
              </span>
              <Bar step={step} total={journey.duration} />
            </button>
            {opened === step.spanId && <StepDetails step={step} />}
          </li>
        ))}
      </ol>
    </>
  );
};

const isNewRun = (step: JourneySpan, before: JourneySpan | undefined): boolean =>
  step.function !== undefined && step.kind !== 'run' && step.function !== before?.function;

const Link = () => (
  <span class="link-mark" title="linked to the span above, in another trace">
    ↳<span class="for-screen-readers"> linked: </span>
  </span>
);

const Bar = ({ step, total }: { readonly step: JourneySpan; readonly total: number }) => {
  const percent = (ms: number): number => (total > 0 ? Math.min(100, Math.max(0, (ms / total) * 100)) : 0);
  const waited = step.waited ?? 0;
  return (
    <span class="bar-track" aria-hidden="true">
      {waited > 0 && (
        <span
          class="bar-waited"
          style={{ left: `${percent(step.start - waited)}%`, width: `${percent(waited)}%` }}
        />
      )}
      <span
        class="bar"
        style={{ left: `${percent(step.start)}%`, width: `max(2px, ${percent(step.duration)}%)` }}
      />
    </span>
  );
};

const StepDetails = ({ step }: { readonly step: JourneySpan }) => (
  <div class="step-details">
    {step.problem !== undefined && <Problem>{step.problem}</Problem>}
    {step.logs.length > 0 && <h3>Logged in this span</h3>}
    {step.logs.map(({ at, kind, detail, what }) => (
      <p key={`${at} ${what}`} class="log-line">
        <span class="muted">{timeOf(at)}</span>
        <span class="log-kind">{kind}</span>
        <span>
          {what} {detail}
        </span>
      </p>
    ))}
    <Code
      label="Tags"
      text={[
        `trace ${step.traceId}`,
        `span ${step.spanId}`,
        ...Object.entries(step.tags).map(([name, value]) => `${name}: ${value}`),
      ].join('\n')}
    />
  </div>
);
