/** A running service that is tested: the one of `npm start`, or a deployment. */
export interface Target {
  readonly env: string;
  readonly region: string;
  /** Address of the API. */
  readonly api: string;
  /** Endpoint of AWS. Undefined: AWS itself. */
  readonly aws: string | undefined;
  /** A token for administrators. Undefined: it is signed with the secret of the environment. */
  readonly token: string | undefined;
}

/** Name of the variable with the target of `nx run e2e:contract`, as JSON. */
export const TARGET_VARIABLE = 'CONTRACT_TARGET';

const given = process.env[TARGET_VARIABLE];

/** Undefined: each spec starts the service. */
export const TARGET: Target | undefined = given ? (JSON.parse(given) as Target) : undefined;
