import fc from 'fast-check';
import { hostileLiteral } from './literals.js';
import { hostileText } from './texts.js';

/** How a JSON text differs from the value that it was made of. */
type Edit =
  | { readonly kind: 'replace'; readonly at: number; readonly literal: string }
  | {
      readonly kind: 'add';
      readonly at: number;
      readonly key: string;
      readonly literal: string;
      readonly isFirst: boolean;
    }
  | { readonly kind: 'repeat'; readonly at: number; readonly literal: string }
  | { readonly kind: 'remove'; readonly at: number };

const literal: fc.Arbitrary<string> = fc.oneof(
  hostileLiteral,
  hostileText.map((text) => JSON.stringify(text)),
  // JSON may have any character but control characters as it is.
  hostileText.map((text) => `"${text}"`),
);

/** Most bodies have a handful of values, batches many. */
const place = fc.oneof(fc.nat(4), fc.nat(40));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('replace' as const), at: place, literal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      at: place,
      key: hostileText,
      literal,
      isFirst: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: place, literal }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: place }) },
);

/** What is wrong with the text as a whole. */
const frame: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 20, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<((text: string) => string)[]>(
      (text) => `\ufeff${text}`,
      (text) => ` \t\r\n${text}\n`,
      (text) => `\u00a0${text}`,
      (text) => `${text}${text}`,
      (text) => `${text}]`,
      (text) => text.slice(0, -1),
      (text) => text.slice(1),
      (text) => `[${text}]`,
      (text) => JSON.stringify(text),
      (text) => `)]}',\n${text}`,
      (text) => text.replaceAll('"', "'"),
      (text) => encodeURIComponent(text.toWellFormed()),
      (text) => `${text}${' '.repeat(70_000)}`,
    ),
  },
  { weight: 1, arbitrary: fc.nat(200).map((length) => (text: string) => text.slice(0, length)) },
);

/** JSON texts of these values, most of them edited, some of them no JSON any more. */
export const hostileJson = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(values, fc.array(edit, { maxLength: 3 }), frame, fc.boolean())
    .map(([value, edits, framed, isPlain]) =>
      isPlain ? (JSON.stringify(value) ?? 'null') : framed(edited(value, edits)),
    );

const edited = (value: unknown, edits: readonly Edit[]): string => {
  let nodes = 0;
  let objects = 0;
  let members = 0;
  const applicable = <Kind extends Edit['kind']>(kind: Kind, at: number) =>
    edits.find((one): one is Extract<Edit, { kind: Kind }> => one.kind === kind && one.at === at);

  const memberText = (key: string, field: unknown): string[] => {
    const at = members++;
    if (applicable('remove', at)) return [];
    const text = `${JSON.stringify(key)}:${textOf(field)}`;
    const again = applicable('repeat', at);
    return again ? [text, `${JSON.stringify(key)}:${again.literal}`] : [text];
  };

  const textOf = (part: unknown): string => {
    const replaced = applicable('replace', nodes++);
    if (replaced) return replaced.literal;
    if (Array.isArray(part)) return `[${part.map(textOf).join(',')}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? 'null';
    const added = applicable('add', objects++);
    const own = Object.entries(part).flatMap(([key, field]) => memberText(key, field));
    const more = added ? [`${JSON.stringify(added.key)}:${added.literal}`] : [];
    return `{${(added?.isFirst ? [...more, ...own] : [...own, ...more]).join(',')}}`;
  };

  return textOf(value);
};
