import { API, MONITORING } from './api.js';
import { EVENTS } from './events.js';
import { IDENTITY } from './identity.js';
import { LAMBDA } from './lambda.js';
import { MESSAGING } from './messaging.js';
import { STORAGE } from './storage.js';
import type { TerraformType } from './terraform-type.js';

/** Every type that the configuration uses. */
export const TYPES: Readonly<Record<string, TerraformType>> = {
  ...API,
  ...EVENTS,
  ...IDENTITY,
  ...LAMBDA,
  ...MESSAGING,
  ...MONITORING,
  ...STORAGE,
};

/** @throws Error for a type that the table does not contain */
export const typeOf = (type: string): TerraformType => {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (known) return known;
  throw new Error(
    `The conversion to CloudFormation does not know ${type}: add it to infra/terraform/src/conversion.`,
  );
};
