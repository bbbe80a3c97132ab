import { z } from 'zod';

/** A list, or a single item for a list of one. */
const several = <T>(item: z.ZodType<T>) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));

const PATTERN = z
  .string()
  .refine((text) => !text.includes('${'), 'the local cloud does not know variables in policies');

const TEXT = z.union([z.string(), z.boolean().transform(String)]);

/** The known conditions: operators and their keys. Others are refused, because ignoring a condition would grant access. */
const CONDITIONS = z.strictObject({
  Bool: z.strictObject({ 'aws:SecureTransport': several(TEXT) }).optional(),
  StringEquals: z.strictObject({ 'aws:SourceAccount': several(TEXT) }).optional(),
  ArnEquals: z.strictObject({ 'aws:SourceArn': several(PATTERN) }).optional(),
});

const STATEMENT = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: several(PATTERN),
  Resource: several(PATTERN),
  Condition: CONDITIONS.default({}),
});

const PRINCIPAL = z.preprocess(
  (value) => (value === '*' ? { AWS: value } : value),
  z.strictObject({ AWS: several(z.string()).optional(), Service: several(z.string()).optional() }),
);

const documentOf = <T>(statement: z.ZodType<T>) =>
  z
    .strictObject({
      Version: z.literal('2012-10-17').optional(),
      Id: z.string().optional(),
      Statement: several(statement),
    })
    .transform((document) => document.Statement);

/** A policy that is attached to a role. Parsed to its statements. */
export const IDENTITY_POLICY = documentOf(STATEMENT);

/** A policy of a resource: it defines who may use the resource. Parsed to its statements. */
export const RESOURCE_POLICY = documentOf(STATEMENT.extend({ Principal: PRINCIPAL }));

/** `Principal` is absent in a role's statement. */
export type Statement = z.infer<typeof STATEMENT> & { readonly Principal?: z.infer<typeof PRINCIPAL> };
