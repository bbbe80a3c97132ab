/**
 * An HTTP server that answers the AWS calls of the service at once, or after a delay, and those to Datadog's agent. It keeps
 * nothing, so what is measured is the caller. It runs in its own process. It is plain JavaScript, because it is not compiled.
 *
 * Messages of the parent process: `{delayMs}` sets the delay; `'count'` is answered by the number of calls by operation, and
 * begins a new count.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const SECRET = process.argv[2];

let delayMs = 0;
let calls = {};
let entries = {};

const md5 = (text) => createHash('md5').update(text).digest('hex');
const sent = ({ Id, MessageBody }) => ({ Id, MessageId: 'm', MD5OfMessageBody: md5(MessageBody) });
const idsOf = ({ Entries }) => Entries.map(({ Id }) => ({ Id }));

/** The answer, and the number of entries, by operation of the JSON protocols. */
const JSON_ANSWERS = {
  SendMessage: (input) => [sent(input), 1],
  SendMessageBatch: ({ Entries }) => [{ Successful: Entries.map(sent), Failed: [] }, Entries.length],
  DeleteMessageBatch: (input) => [{ Successful: idsOf(input), Failed: [] }, input.Entries.length],
  ChangeMessageVisibilityBatch: (input) => [{ Successful: idsOf(input), Failed: [] }, input.Entries.length],
  PutEvents: ({ Entries }) => [
    { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) },
    Entries.length,
  ],
  GetParameter: ({ Name }) => [{ Parameter: { Name, Value: SECRET, Type: 'SecureString' } }, 1],
};

/** The answer of SNS, which uses the query protocol. */
const publishBatch = (form) => {
  const ids = [...form.matchAll(/PublishBatchRequestEntries\.member\.\d+\.Id=([^&]*)/g)].map(([, id]) => id);
  const members = ids.map((id) => `<member><Id>${id}</Id><MessageId>m</MessageId></member>`).join('');
  const xml = `<PublishBatchResponse><PublishBatchResult><Successful>${members}</Successful><Failed/></PublishBatchResult></PublishBatchResponse>`;
  return [xml, ids.length];
};

const answerTo = ({ url, headers }, body) => {
  // Datadog's agent, which has a path for each kind of data. The calls to AWS have none.
  if (url !== '/') {
    calls[url] = (calls[url] ?? 0) + 1;
    return '{}';
  }
  const target = headers['x-amz-target'];
  const operation = target?.split('.')[1] ?? 'PublishBatch';
  const [answer, size] = target ? JSON_ANSWERS[operation](JSON.parse(body)) : publishBatch(body);
  calls[operation] = (calls[operation] ?? 0) + 1;
  entries[operation] = (entries[operation] ?? 0) + size;
  return target ? JSON.stringify(answer) : answer;
};

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const target = request.headers['x-amz-target'];
  const answer = answerTo(request, body);
  if (delayMs > 0) await sleep(delayMs);
  response.setHeader('content-type', target ? 'application/x-amz-json-1.0' : 'text/xml');
  response.end(answer);
});

process.on('message', (message) => {
  if (message === 'count') {
    process.send({ calls, entries });
    [calls, entries] = [{}, {}];
  } else delayMs = message.delayMs;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
