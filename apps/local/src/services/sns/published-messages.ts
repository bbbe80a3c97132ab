/** The messages of a `Publish` or `PublishBatch` call that the emulator has accepted. */
export const publishedMessages = (form: URLSearchParams, answer: string): string[] => {
  const single = form.get('Message');
  if (single !== null) return [single];
  const [, accepted = ''] = /<Successful>(.*?)<\/Successful>/s.exec(answer) ?? [];
  return [...form].flatMap(([name, message]) => {
    const [, entry] = /^(PublishBatchRequestEntries\.member\.\d+)\.Message$/.exec(name) ?? [];
    return entry && accepted.includes(`<Id>${form.get(`${entry}.Id`)}</Id>`) ? [message] : [];
  });
};
