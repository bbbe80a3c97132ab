import { spanGraph } from './span-graph.js';
import { span } from './testing/spans.js';

describe('a graph of spans', () => {
  const parent = span('1', 'publish it');
  const child = span('2', 'send it', { parent: '1' });
  const links = ['1', '0'].map((spanId) => ({ traceId: 'trace', spanId }));
  const received = span('3', 'process it', { links });

  it('knows what follows from a span, also from one that arrives later', () => {
    const graph = spanGraph();
    [received, child, parent].forEach(graph.add);
    expect([graph.find('1'), graph.find('0'), graph.find(undefined)]).toEqual([parent, undefined, undefined]);
    expect([...graph.childrenOf(parent)]).toEqual([child]);
    expect([...graph.linkedTo(parent)]).toEqual([received]);
    expect([...graph.linkedTo(span('0', 'another'))]).toEqual([received]);
  });

  it('keeps nothing of what was removed', () => {
    const graph = spanGraph();
    const all = [parent, child, received];
    all.forEach(graph.add);
    all.forEach(graph.remove);
    expect(all.map(({ spanId }) => graph.find(spanId))).toEqual([undefined, undefined, undefined]);
    expect([...graph.childrenOf(parent), ...graph.linkedTo(parent)]).toEqual([]);
  });
});
