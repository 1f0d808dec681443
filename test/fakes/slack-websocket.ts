import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** RFC 6455, as much of it as a socket mode server needs: text, ping, pong, close; no extensions. */
export interface WebSocketPeer {
  sendText(text: string): void;
  /** The frame of a text, to be written in pieces of one's own. */
  sendBytes(bytes: Buffer): void;
  /** The closing handshake. */
  close(code?: number): void;
  /** Cuts the connection. */
  destroy(): void;
  /** Answers nothing more, not even the closing handshake. */
  freeze(): void;
}

interface Handlers {
  text(text: string): void;
  gone(): void;
}

const opcodes = { continuation: 0x0, text: 0x1, close: 0x8, ping: 0x9, pong: 0xa };
const handshakeGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

export function textFrame(text: string): Buffer {
  return encodeFrame(opcodes.text, Buffer.from(text));
}

/** Answers the upgrade and speaks as the server. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  handlers: Handlers,
): WebSocketPeer {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${handshakeGuid}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const write = (bytes: Buffer): void => {
    if (!socket.destroyed && !frozen) socket.write(bytes);
  };
  let waiting = head;
  let parts: Buffer[] = [];
  let closing = false;
  let frozen = false;

  function take(opcode: number, fin: boolean, payload: Buffer): void {
    if (opcode === opcodes.ping) write(encodeFrame(opcodes.pong, payload));
    else if (opcode === opcodes.close) {
      if (!closing) write(encodeFrame(opcodes.close, payload));
      if (!frozen) socket.end();
    } else if (opcode === opcodes.text || opcode === opcodes.continuation) {
      parts.push(payload);
      if (!fin) return;
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      handlers.text(text);
    }
  }

  function drain(): void {
    for (;;) {
      const [first, second] = waiting;
      if (first === undefined || second === undefined) return;
      const short = second & 0x7f;
      const start = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (waiting.length < start + 4) return;
      const length =
        short === 126 ? waiting.readUInt16BE(2) : short === 127 ? Number(waiting.readBigUInt64BE(2)) : short;
      const end = start + 4 + length;
      if (waiting.length < end) return;
      const mask = waiting.subarray(start, start + 4);
      const payload = Buffer.from(waiting.subarray(start + 4, end));
      for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
      waiting = waiting.subarray(end);
      take(first & 0x0f, (first & 0x80) !== 0, payload);
    }
  }

  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    drain();
  });
  socket.on('error', () => socket.destroy());
  // Sockets of an HTTP server would stay half open.
  socket.on('end', () => socket.destroy());
  socket.once('close', () => handlers.gone());
  drain();
  return {
    sendText: (text) => write(textFrame(text)),
    sendBytes: write,
    close(code = 1000) {
      closing = true;
      const reason = Buffer.alloc(2);
      reason.writeUInt16BE(code);
      write(encodeFrame(opcodes.close, reason));
    },
    destroy: () => socket.destroy(),
    freeze() {
      frozen = true;
    },
  };
}
