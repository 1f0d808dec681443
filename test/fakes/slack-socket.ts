import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SlackPayload } from './slack-payloads.ts';
import { acceptWebSocket, textFrame, type WebSocketPeer } from './slack-websocket.ts';

const envelopeTypes = { event: 'events_api', command: 'slash_commands', interactive: 'interactive' } as const;

export interface EnvelopeOptions {
  ackMs: number;
  retry?: { num: number; reason: string };
  /** The first TCP segment ends after so many bytes of the frame. */
  cutAt?: number;
}

/** Slack's side of socket mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
export class SlackSockets {
  readonly #connections: WebSocketPeer[] = [];
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #arrivals: (() => void)[] = [];
  /** False: connections are accepted but never greeted. */
  greet = true;
  /** Envelopes that were acknowledged, in order. */
  readonly acknowledged: string[] = [];
  opened = 0;

  get connected(): number {
    return this.#connections.length;
  }

  /** A ticket for one connection. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    const peer = acceptWebSocket(request, socket, head, {
      text: (text) => this.#acknowledge(text),
      gone: () => {
        const at = this.#connections.indexOf(peer);
        if (at >= 0) this.#connections.splice(at, 1);
      },
    });
    this.#connections.push(peer);
    this.opened += 1;
    if (this.greet) {
      peer.sendText(JSON.stringify({ type: 'hello', num_connections: this.connected, connection_info: {} }));
    }
    for (const arrived of this.#arrivals.splice(0)) arrived();
  }

  #acknowledge(text: string): void {
    const { envelope_id: id } = JSON.parse(text) as { envelope_id?: unknown };
    if (typeof id !== 'string') return;
    this.acknowledged.push(id);
    this.#waiting.get(id)?.();
  }

  /** Whether there was an acknowledgement in time. Goes to the newest connection. */
  deliver(
    { kind, body }: SlackPayload,
    { ackMs, retry, cutAt }: EnvelopeOptions,
  ): Promise<'acknowledged' | 'timeout'> {
    const id = randomUUID();
    const text = JSON.stringify({
      envelope_id: id,
      payload: body,
      type: envelopeTypes[kind],
      accepts_response_payload: kind !== 'event',
      retry_attempt: retry?.num ?? 0,
      retry_reason: retry?.reason ?? '',
    });
    const peer = this.#connections.at(-1);
    if (!peer) return Promise.resolve('timeout');
    return new Promise((resolve) => {
      const timer = setTimeout(() => end('timeout'), ackMs);
      const end = (result: 'acknowledged' | 'timeout'): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(result);
      };
      this.#waiting.set(id, () => end('acknowledged'));
      const bytes = textFrame(text);
      peer.sendBytes(bytes.subarray(0, cutAt ?? bytes.length));
      if (cutAt !== undefined) setImmediate(() => peer.sendBytes(bytes.subarray(cutAt)));
    });
  }

  /** Any frame, to every connection. */
  sendRaw(text: string): void {
    for (const peer of this.#connections) peer.sendText(text);
  }

  /** As Slack does before it recycles a connection; the connection itself stays until it is closed. */
  giveNotice(reason: 'warning' | 'refresh_requested' = 'refresh_requested'): void {
    this.sendRaw(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }));
  }

  /** The other end is still there but says nothing more. */
  freeze(): void {
    for (const peer of this.#connections) peer.freeze();
  }

  /** `tidy`: with the closing handshake; otherwise the connections are cut. */
  drop(tidy = false): void {
    for (const peer of [...this.#connections]) {
      if (tidy) peer.close();
      else peer.destroy();
    }
  }

  /** Resolves with the next connection. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }
}
