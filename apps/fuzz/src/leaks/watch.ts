import type { Received } from '@product-service/observability/agent';
import { shown, type Run } from '../core/run.js';
import { lineProblems } from './log-check.js';
import { tagReplacement } from './replace-tags.js';
import { leakCheckOf, type Secrets } from './secrets.js';

/** Looks at everything that the functions write: lines of the log, spans, events and answers. */
export interface LeakWatch {
  /** For the output of one process, in pieces as they come. */
  output(source: string): (text: string) => void;
  trace(received: Received): void;
  /** An event or an answer. */
  published(what: string, text: string): void;
  /** What was looked at. */
  readonly seen: { lines: number; spans: number; texts: number };
}

/** An input may give the same finding very often. */
const MAX_FINDINGS = 20;

/** @param replaceTags the value of `DD_APM_REPLACE_TAGS`: the agent masks tags before they leave the account */
export const leakWatch = (secrets: Secrets, replaceTags: string, { find }: Pick<Run, 'find'>): LeakWatch => {
  const leaksIn = leakCheckOf(secrets);
  const replaced = tagReplacement(replaceTags);
  const seen = { lines: 0, spans: 0, texts: 0 };
  const counts = new Map<string, number>();
  const report = (problem: string, text: string): void => {
    const count = (counts.get(problem) ?? 0) + 1;
    counts.set(problem, count);
    if (count <= MAX_FINDINGS) find({ problem, shown: shown(text) });
  };

  return {
    seen,
    output(source) {
      let rest = '';
      return (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          seen.lines += 1;
          for (const problem of lineProblems(line, leaksIn)) report(`${source}: ${problem}`, line);
        }
      };
    },
    trace(received) {
      if (received.kind !== 'spans') return;
      for (const { name, resource, tags } of received.spans) {
        seen.spans += 1;
        for (const [tag, value] of Object.entries({ ...tags, name, resource })) {
          const leaks = leaksIn(replaced(tag, String(value)));
          for (const leak of leaks)
            report(`The tag ${tag.slice(0, 100)} of a span has ${leak}.`, String(value));
        }
      }
    },
    published(what, text) {
      seen.texts += 1;
      for (const leak of leaksIn(text)) report(`${what} has ${leak}.`, text);
    },
  };
};
