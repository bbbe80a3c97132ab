/** An advisory that does not stop us, and why. */
export interface AuditException {
  readonly package: string;
  /** E.g. `GHSA-xxxx-xxxx-xxxx`. */
  readonly advisory: string;
  /** Why it does no harm here: what calls the package, with which input. */
  readonly reason: string;
  /** `YYYY-MM-DD`: from the day after, the audit fails until somebody has looked again. At most three months ahead. */
  readonly reviewUntil: string;
}

/** Each was reviewed. There is none: no registry with advisories was available yet. */
export const EXCEPTIONS: readonly AuditException[] = [];
