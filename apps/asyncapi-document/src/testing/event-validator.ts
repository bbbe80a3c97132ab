import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { DOCUMENT_FILE } from '../document-file.js';

/** The committed document, of this version or a released one. */
export const committedDocument = (file = DOCUMENT_FILE) =>
  parse(readFileSync(file, 'utf8')) as {
    readonly components: {
      readonly messages: Readonly<
        Record<string, { readonly examples: readonly { readonly payload: { readonly type: string } }[] }>
      >;
    };
  };

/** Returns a function that lists what a committed document says against an envelope; nothing if it is valid. */
export const eventValidator = (file = DOCUMENT_FILE) => {
  const ajv = new Ajv({ allErrors: true });
  formats(ajv);
  const document = committedDocument(file);
  // The fields of AsyncAPI around the schemas. Any other unknown keyword is an error.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema({ ...document, $id: 'asyncapi' });
  return (envelope: { readonly type: string }): readonly string[] => {
    const validate = ajv.getSchema(`asyncapi#/components/schemas/${envelope.type}`);
    if (!validate) return [`${envelope.type} is not in the document`];
    validate(envelope);
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${envelope.type}${instancePath} ${message}`,
    );
  };
};
