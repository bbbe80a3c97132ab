interface Rule {
  readonly name: string;
  readonly pattern: string;
  readonly repl: string;
}

/**
 * What Datadog's agent does with the tags of a span before it sends them on.
 * @param rules the value of `DD_APM_REPLACE_TAGS`
 * @see https://docs.datadoghq.com/tracing/configure_data_security/#replace-tags
 */
export const tagReplacement = (rules: string) => {
  const compiled = (JSON.parse(rules) as Rule[]).map(({ name, pattern, repl }) => {
    const [, flags = '', expression = ''] = /^(?:\(\?(\w+)\))?(.*)$/.exec(pattern) ?? [];
    return { name, repl, expression: new RegExp(expression, `${flags}g`) };
  });
  return (tag: string, value: string): string =>
    compiled
      .filter(({ name }) => name === tag || name === '*')
      .reduce(
        // Go, in which the agent is written, ignores the empty match at the end.
        (text, { expression, repl }) => text.replace(expression, (match) => (match === '' ? '' : repl)),
        value,
      );
};
