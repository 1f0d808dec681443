import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { PendingQuery, Row } from 'postgres';

/** A COPY under way: `write` waits for the server where it has to, `end` for what it says of the rows. */
interface CopyIn {
  write(piece: string | Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/**
 * Runs `copy … from stdin` while `fill` writes the rows. Where `fill` fails the COPY is called off, so that the
 * connection can go on.
 */
export async function copyIn(
  query: PendingQuery<Row[]>,
  fill: (copy: CopyIn) => Promise<void>,
): Promise<void> {
  const stream: Writable = await query.writable();
  const destroy = stream.destroy.bind(stream);
  // Destroyed when all went well, the client's stream sends one word more, which the server does not answer: the next
  // query would wait for its acknowledgement, 40 ms for every chunk (Nagle's algorithm).
  stream.destroy = (error) => (error ? destroy(error) : stream);
  // And what the server has against the rows when the last of them was sent, the stream would never hear of.
  Object.assign(query, { reject: (error: Error) => stream.destroy(error) });
  const done = once(stream, 'finish');
  // Awaited in `end`; a failure while the stream drains is told by the other promise.
  done.catch(() => undefined);
  try {
    await fill({
      async write(piece) {
        if (!stream.write(piece)) await once(stream, 'drain');
      },
      async end() {
        stream.end();
        await done;
      },
    });
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
