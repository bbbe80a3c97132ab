import type { Advisory } from './audit-report.js';
import type { AuditException } from './exceptions.js';

/**
 * What has to be done about the advisories: empty if each has an exception that is still valid, and each exception is needed.
 * @param today `YYYY-MM-DD`
 */
export const problemsOf = (
  advisories: readonly Advisory[],
  exceptions: readonly AuditException[],
  today: string,
): string[] => {
  const exceptionTo = (advisory: Advisory) =>
    exceptions.find((one) => one.package === advisory.package && one.advisory === advisory.id);
  return [
    ...advisories
      .filter((advisory) => !exceptionTo(advisory))
      .map(
        ({ package: name, id, severity, title, url }) =>
          `${name}: ${severity}: ${title} (${id}, ${url}). Update it, or add an exception with its reason to apps/dependencies/src/exceptions.ts.`,
      ),
    ...exceptions
      .filter(({ reviewUntil }) => reviewUntil < today)
      .map(
        ({ package: name, advisory, reviewUntil }) =>
          `${name}: the exception for ${advisory} was valid until ${reviewUntil}. Review it again.`,
      ),
    ...exceptions
      .filter((exception) => !advisories.some((advisory) => exceptionTo(advisory) === exception))
      .map(
        ({ package: name, advisory }) =>
          `${name}: the exception for ${advisory} is not needed any more. Remove it.`,
      ),
  ];
};
