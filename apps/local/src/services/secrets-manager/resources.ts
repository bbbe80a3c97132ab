import { randomInt } from 'node:crypto';
import { z } from 'zod';
import {
  ENCRYPTION,
  flag,
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Secrets } from './secrets.js';

const GENERATE = z.strictObject({
  PasswordLength: whole.default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: flag.default(false),
  ExcludeUppercase: flag.default(false),
  ExcludeNumbers: flag.default(false),
  ExcludePunctuation: flag.default(false),
  IncludeSpace: flag.default(false),
  RequireEachIncludedType: ignored('32 random characters almost certainly contain each type'),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

export const resources = ({ account }: ServiceContext, secrets: Secrets): ResourceTypes => ({
  /** A generated value is new at every start: no resource outlives the local cloud. */
  'AWS::SecretsManager::Secret': resourceType(
    {
      Name: z.string().optional(),
      SecretString: z.string().optional(),
      GenerateSecretString: GENERATE.optional(),
      Description: ignored('for people'),
      KmsKeyId: ENCRYPTION,
      Tags: TAGS,
    },
    ({ logicalId, properties: { Name, SecretString, GenerateSecretString } }) => {
      const name = Name ?? generatedName(account, logicalId, 512);
      const value = SecretString ?? generate(GenerateSecretString ?? GENERATE.parse({}));
      const arn = secrets.put(name, value);
      return { ref: arn, attributes: { Id: arn } };
    },
  ),
});

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
