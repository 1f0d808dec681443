import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Between the service and PostgreSQL: keeps its port when the server comes back on another, and cuts connections. */
export interface Proxy {
  port: number;
  /** Where new connections go. */
  target: number;
  /**
   * The next thing that a client sends on any connection is its last: `before` it reaches the server, or `after` the
   * server has dealt with it, so that nobody knows whether it was committed.
   */
  cut(when: 'before' | 'after'): void;
  /** How many connections were cut. */
  cuts: number;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<Proxy> {
  let pending: 'before' | 'after' | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(proxy.target, '127.0.0.1');
    let doomed = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end).setNoDelay(true);
    let greeted = false;
    client.on('data', (chunk) => {
      // 'Q', 'P' and 'B' begin what is executed; the greeting is let through.
      const type = String.fromCharCode(chunk[0] ?? 0);
      if (greeted && pending && 'QPB'.includes(type)) {
        const when = pending;
        pending = null;
        proxy.cuts += 1;
        if (when === 'before') return end();
        doomed = true;
      }
      if (type === 'p') greeted = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (doomed) end();
      else client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxy: Proxy = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    target,
    cuts: 0,
    cut(when) {
      pending = when;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

/** The same address by another port. */
export function throughPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
