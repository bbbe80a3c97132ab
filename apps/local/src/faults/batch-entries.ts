import type { Answer, AwsCall } from '../service-model/aws-call.js';

/** The kinds of batch calls differ in their entries and answers. */
interface BatchFormat {
  /** The call with the entries at these places only. */
  only(call: AwsCall, indexes: readonly number[]): AwsCall;
  count(call: AwsCall): number;
  /** An answer in which the entries at `failed` have failed. `answered` has entries for `executed`, in their order. */
  answer(
    call: AwsCall,
    answered: Answer | undefined,
    executed: readonly number[],
    failed: readonly number[],
  ): string;
}

const CODE = 'InternalFailure';
const MESSAGE = 'A fault was injected.';

/**
 * Lets every second entry of a batch fail, beginning with the first.
 * @param executesAll whether those entries are executed nevertheless
 */
export const failSomeEntries = async (
  call: AwsCall,
  execute: (call: AwsCall) => Promise<Answer>,
  executesAll: boolean,
): Promise<Answer | undefined> => {
  const format = formatOf(call);
  if (!format) return undefined;
  const indexes = Array.from({ length: format.count(call) }, (_, index) => index);
  const failed = indexes.filter((index) => index % 2 === 0);
  const executed = executesAll ? indexes : indexes.filter((index) => index % 2 === 1);
  const answered = executed.length > 0 ? await execute(format.only(call, executed)) : undefined;
  if (answered && answered.status !== 200) return answered;
  const headers = answered?.headers ?? {
    'content-type': format === SNS ? 'text/xml' : 'application/x-amz-json-1.0',
  };
  return { status: 200, headers, body: format.answer(call, answered, executed, failed) };
};

const formatOf = ({ service, operation }: AwsCall): BatchFormat | undefined => {
  if (operation === 'PublishBatch') return SNS;
  if (operation === 'PutEvents') return EVENTS;
  return service === 'sqs' && operation.endsWith('Batch') ? SQS : undefined;
};

const entriesOf = ({ input }: AwsCall): readonly { readonly Id?: string }[] =>
  Array.isArray(input['Entries']) ? (input['Entries'] as { Id?: string }[]) : [];

const onlyEntries = (call: AwsCall, indexes: readonly number[]): AwsCall => {
  const entries = entriesOf(call);
  const input = { ...call.input, Entries: indexes.map((index) => entries[index]) };
  return { ...call, input, body: JSON.stringify(input) };
};

const EVENTS: BatchFormat = {
  only: onlyEntries,
  count: (call) => entriesOf(call).length,
  answer(call, answered, executed, failed) {
    const results = answered ? (JSON.parse(String(answered.body)) as { Entries: object[] }).Entries : [];
    const failure = { ErrorCode: CODE, ErrorMessage: MESSAGE };
    const Entries = entriesOf(call).map((_, index) =>
      failed.includes(index) ? failure : results[executed.indexOf(index)],
    );
    return JSON.stringify({ Entries, FailedEntryCount: failed.length });
  },
};

const SQS: BatchFormat = {
  only: onlyEntries,
  count: (call) => entriesOf(call).length,
  answer(call, answered, _executed, failed) {
    const result = answered
      ? (JSON.parse(String(answered.body)) as { Successful?: { Id: string }[]; Failed?: { Id: string }[] })
      : {};
    const ids = failed.map((index) => entriesOf(call)[index]?.Id ?? '');
    const others = (entries: readonly { Id: string }[] = []) => entries.filter(({ Id }) => !ids.includes(Id));
    const failures = ids.map((Id) => ({ Id, SenderFault: false, Code: CODE, Message: MESSAGE }));
    return JSON.stringify({
      Successful: others(result.Successful),
      Failed: [...others(result.Failed), ...failures],
    });
  },
};

const MEMBER = /^PublishBatchRequestEntries\.member\.(\d+)\.(.*)$/;

/** The query protocol numbers entries from 1, without gaps. */
const SNS: BatchFormat = {
  only(call, indexes) {
    const form = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(call.body)) {
      const [, number, field] = MEMBER.exec(name) ?? [];
      const place = indexes.indexOf(Number(number) - 1);
      if (number === undefined) form.append(name, value);
      else if (place >= 0) form.append(`PublishBatchRequestEntries.member.${place + 1}.${field}`, value);
    }
    return { ...call, input: Object.fromEntries(form), body: String(form) };
  },
  count: ({ body }) =>
    [...new URLSearchParams(body).keys()].filter((name) => MEMBER.exec(name)?.[2] === 'Id').length,
  answer({ body }, answered, _executed, failed) {
    const form = new URLSearchParams(body);
    const ids = failed.map((index) => form.get(`PublishBatchRequestEntries.member.${index + 1}.Id`) ?? '');
    const membersOf = (element: string): string[] => {
      const [, content = ''] =
        new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(String(answered?.body ?? '')) ?? [];
      return content
        .split(/(?<=<\/member>)/)
        .filter(
          (member) => member.includes('<member>') && !ids.some((id) => member.includes(`<Id>${id}</Id>`)),
        );
    };
    const failures = ids.map(
      (id) =>
        `<member><Id>${id}</Id><Code>${CODE}</Code><Message>${MESSAGE}</Message><SenderFault>false</SenderFault></member>`,
    );
    const successful = `<Successful>${membersOf('Successful').join('')}</Successful>`;
    const failedMembers = `<Failed>${[...membersOf('Failed'), ...failures].join('')}</Failed>`;
    return `<PublishBatchResponse><PublishBatchResult>${successful}${failedMembers}</PublishBatchResult></PublishBatchResponse>`;
  },
};
