import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { answersIn, exchange } from './exchange.js';

describe('the answers on a connection', () => {
  it('are read one after the other, without those that only continue', () => {
    const received =
      'HTTP/1.1 100 Continue\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}' +
      'HTTP/1.1 304 Not Modified\r\n\r\n' +
      'HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nX: y\r\n\r\né!';
    expect(answersIn(received).map(({ status, body }) => [status, body])).toEqual([
      [200, '{}'],
      [304, ''],
      [400, 'é!'],
    ]);
    expect(answersIn('')).toEqual([]);
  });

  it('are nothing else', () => expect(() => answersIn('hello')).toThrow('no answer'));

  it('are read until the server closes, even by a reset', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.resetAndDestroy()));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const received = await exchange((server.address() as AddressInfo).port, 'x');
    server.close();
    expect(['', 'HTTP/1.1 200 OK\r\n\r\n']).toContain(received);
  });
});
