import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SNSClient } from '@aws-sdk/client-sns';
import { snsEventPublisher } from './sns-event-publisher.js';
import { deletedEvent } from './testing/deleted-event.js';

/** Responses that the emulator does not send, from a server with SNS's protocol. */
describe('failures of single messages', () => {
  const accepting = (...ids: unknown[]) =>
    `<Successful>${ids.map((id) => `<member><Id>${id}</Id><MessageId>m</MessageId></member>`).join('')}</Successful>`;
  const result = (content: string) => ({
    status: 200,
    xml: `<PublishBatchResponse><PublishBatchResult>${content}</PublishBatchResult></PublishBatchResponse>`,
  });
  const refusal = (code: string, message: string) => ({
    status: 400,
    xml: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });

  const TOO_LONG = 'Invalid parameter: Message too long';
  it.each([
    ['InvalidParameter', TOO_LONG, 'true', 'EventRejectedError'],
    ['InvalidParameter', 'Invalid parameter: Empty message', 'true', 'EventRejectedError'],
    ['InvalidParameter', 'Invalid parameter: TopicArn', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', 'Invalid parameter: TopicArn Reason: no message', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', 'Invalid parameter: MessageStructure', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', TOO_LONG, 'false', 'EventNotAcceptedError'],
    ['NotFound', 'Topic does not exist', 'true', 'EventNotAcceptedError'],
    ['AuthorizationError', 'not authorized to publish this message', 'true', 'EventNotAcceptedError'],
    ['InvalidSecurity', 'The message is not signed', 'true', 'EventNotAcceptedError'],
    ['InternalFailure', 'no', 'false', 'EventNotAcceptedError'],
    ['KMSAccessDenied', 'no key for the message', 'true', 'EventNotAcceptedError'],
    ['Throttled', 'too many messages', 'true', 'EventNotAcceptedError'],
    ['SomethingNew', 'the message is odd', 'true', 'EventNotAcceptedError'],
  ])('%s (%s, sender’s fault: %s) is an %s for that message only', async (code, message, fault, name) => {
    const failed = `<Failed><member><Id>1</Id><Code>${code}</Code><Message>${message}</Message><SenderFault>${fault}</SenderFault></member></Failed>`;
    const outcomes = await publishThree(() => result(accepting(0, 2) + failed));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name } });
  });

  it('finds the message that made SNS reject the whole call', async () => {
    const outcomes = await publishThree((messages) =>
      messages.some((message) => message.includes('"P1"'))
        ? refusal('InvalidParameter', TOO_LONG)
        : result(accepting(0)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'EventRejectedError' } });
  });

  it.each([
    ['InvalidParameter', 'Invalid parameter: TopicArn'],
    ['NotFound', 'Topic does not exist'],
    ['AuthorizationError', 'no'],
    ['KMSAccessDenied', 'no'],
    ['Throttled', 'Rate exceeded'],
  ])('rejects no message if SNS rejects the call with %s: %s', async (code, message) => {
    let calls = 0;
    const outcomes = await publishThree(() => ((calls += 1), refusal(code, message)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
    expect(calls).toBe(1);
  });

  it.each([
    ['names no message', ''],
    ['names others', accepting('5', 'x')],
    ['has no details of the failure', '<Failed/>'],
  ])('treats no message as accepted if the response %s', async (_, content) => {
    for (const outcome of await publishThree(() => result(content)))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
  });

  it('treats only messages that the response names as accepted', async () => {
    const outcomes = await publishThree(() => result(accepting(0, 2, 2)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  const publishThree = async (respond: (messages: string[]) => { status: number; xml: string }) => {
    const server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      const messages = [...form].filter(([key]) => key.endsWith('.Message')).map(([, value]) => value);
      const { status, xml } = respond(messages);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = new SNSClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    const publisher = snsEventPublisher({
      topics: { 'product.productDeleted': 'arn' },
      source: 'dev.products',
      client,
    });
    const outcomes = await Promise.allSettled(
      ['P0', 'P1', 'P2'].map((id) => publisher.publish(deletedEvent(id))),
    );
    server.closeAllConnections();
    server.close();
    return outcomes;
  };
});
