import * as z from 'zod/mini';

/** A known vulnerability of a package that is installed. */
export interface Advisory {
  readonly package: string;
  /** `GHSA-…`, or the number of the registry if it has no such name. */
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

/** The registry did not say which advisories there are: nothing was checked. */
export class NotAuditedError extends Error {
  override readonly name = 'NotAuditedError';
}

const advisory = z.looseObject({
  source: z.number(),
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: z.string(),
});
/** `via` has a text for a package that is affected only through another one. */
const report = z.looseObject({
  vulnerabilities: z.record(z.string(), z.looseObject({ via: z.array(z.union([z.string(), advisory])) })),
});

/**
 * The advisories in what `npm audit --json` prints (report version 2), each once.
 * @throws NotAuditedError if it is no report: the registry has no audit endpoint, or cannot be reached
 */
export const advisoriesIn = (output: string): Advisory[] => {
  const read = report.safeParse(parsed(output));
  if (!read.success) {
    const reason = /"message": ?"([^"]*)"/.exec(output)?.[1] ?? 'It printed no report.';
    throw new NotAuditedError(
      `Nothing was audited: npm audit got no advisories from the registry (${reason}). ` +
        'Run it with a registry that has them, e.g. npm run audit -- --registry https://registry.npmjs.org',
    );
  }
  const found = Object.values(read.data.vulnerabilities).flatMap(({ via }) =>
    via.flatMap((cause) => (typeof cause === 'string' ? [] : [advisoryOf(cause)])),
  );
  return [...new Map(found.map((one) => [`${one.package} ${one.id}`, one])).values()];
};

const advisoryOf = ({ source, name, title, url, severity }: z.infer<typeof advisory>): Advisory => ({
  package: name,
  id: /GHSA(-[a-z0-9]{4}){3}/.exec(url)?.[0] ?? String(source),
  severity,
  title,
  url,
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
