import { randomInt } from 'node:crypto';
import { z } from 'zod';
import {
  ENCRYPTION,
  flag,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';

const GENERATE = z.strictObject({
  PasswordLength: whole.default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: flag.default(false),
  ExcludeUppercase: flag.default(false),
  ExcludeNumbers: flag.default(false),
  ExcludePunctuation: flag.default(false),
  IncludeSpace: flag.default(false),
  RequireEachIncludedType: nothingToRun('of 32 characters each type is all but sure to be there'),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

/** Generated anew at every start: nothing outlives the local cloud. */
export const secret = resourceType(
  {
    Name: z.string().optional(),
    SecretString: z.string().optional(),
    GenerateSecretString: GENERATE.optional(),
    Description: nothingToRun('for people'),
    KmsKeyId: ENCRYPTION,
    Tags: TAGS,
  },
  ({ logicalId, properties }, cloud) => {
    const { Name, SecretString, GenerateSecretString } = properties;
    const name = Name ?? generatedName(cloud, logicalId, 512);
    const value = SecretString ?? generate(GenerateSecretString ?? GENERATE.parse({}));
    const arn = cloud.secrets.put(name, value);
    return { ref: arn, attributes: { Id: arn } };
  },
);

const generate = (options: z.infer<typeof GENERATE>): string => {
  const { SecretStringTemplate, GenerateStringKey } = options;
  const password = randomPassword(options);
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate));
  return JSON.stringify({ ...template, [GenerateStringKey]: password });
};

const randomPassword = (options: z.infer<typeof GENERATE>): string => {
  const alphabet = [
    options.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    options.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    options.ExcludeNumbers ? '' : '0123456789',
    options.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    options.IncludeSpace ? ' ' : '',
  ]
    .join('')
    .split('')
    .filter((character) => !options.ExcludeCharacters.includes(character));
  return Array.from({ length: options.PasswordLength }, () => alphabet[randomInt(alphabet.length)]).join('');
};
