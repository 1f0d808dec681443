import { checkBlocks } from './slack-blocks.ts';
import { type SlackLimits, SlackPace } from './slack-faults.ts';
import type { PostedMessage, SlackChannel, SlackState } from './slack-state.ts';

/** An answer of the Web API: HTTP status, headers, JSON. */
export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

export type ApiArgs = Readonly<Record<string, unknown>>;

/** chat.update counts its text in bytes, as others found out; the documents speak of characters. */
const updateTextBytes = 4_000;
const postTextCharacters = 40_000;

const ok = (body: Record<string, unknown> = {}): ApiAnswer => ({
  status: 200,
  headers: {},
  body: { ok: true, ...body },
});
const refused = (error: string, messages: readonly string[] = []): ApiAnswer => ({
  status: 200,
  headers: {},
  body: { ok: false, error, ...(messages.length === 0 ? {} : { response_metadata: { messages } }) },
});

export function limited(retryAfterSeconds: number | null): ApiAnswer {
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

const isTrue = (value: unknown): boolean =>
  value === true || value === 'true' || value === '1' || value === 1;
const isFalse = (value: unknown): boolean =>
  value === false || value === 'false' || value === '0' || value === 0;
const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Addresses of this server that it hands out. */
export interface SlackUrls {
  socket(): string;
  file(id: string): string;
}

interface Content {
  text: string;
  /** Null: not given. */
  blocks: readonly unknown[] | null;
}

/** The Web API of one workspace, as far as a bot needs it. */
export class SlackMethods {
  readonly #state: SlackState;
  readonly #tokens: { bot: string; app: string };
  readonly #now: () => number;
  readonly #urls: SlackUrls;
  readonly #pace = new SlackPace();
  limits: SlackLimits = 'real';

  constructor(state: SlackState, tokens: { bot: string; app: string }, now: () => number, urls: SlackUrls) {
    this.#state = state;
    this.#tokens = tokens;
    this.#now = now;
    this.#urls = urls;
  }

  call(method: string, args: ApiArgs, token: string | null): ApiAnswer {
    if (token === null) return refused('not_authed');
    if (token !== (method === 'apps.connections.open' ? this.#tokens.app : this.#tokens.bot)) {
      return refused('invalid_auth');
    }
    switch (method) {
      case 'auth.test':
        return ok({ team_id: this.#state.teamId, user_id: this.#state.botUserId, bot_id: 'B0FAKEBOT' });
      case 'apps.connections.open':
        return ok({ url: this.#urls.socket() });
      case 'files.info':
        return this.#file(stringOf(args.file));
      case 'conversations.open':
        return this.#open(args);
      case 'chat.postMessage':
        return this.#post(args, null);
      case 'chat.postEphemeral':
        return this.#post(args, stringOf(args.user));
      case 'chat.update':
        return this.#update(args);
      default:
        return refused('unknown_method');
    }
  }

  /** A message over a response_url: plain HTTP answers, `ok` or an error's code. */
  respond(path: string, args: ApiArgs): { status: number; text: string } {
    const target = this.#state.useResponseUrl(path);
    if (typeof target === 'string') return { status: 404, text: target };
    const content = this.#content(args);
    if ('status' in content) return { status: 400, text: stringOf(content.body.error) };
    if (isTrue(args.replace_original) && target.original !== null) {
      const original = this.#state.find(target.channel, target.original);
      if (!original) return { status: 404, text: 'message_not_found' };
      Object.assign(original, { text: content.text, blocks: content.blocks ?? [], edited: true });
      return { status: 200, text: 'ok' };
    }
    const everybody = args.response_type === 'in_channel';
    this.#add(target.channel, content, args, everybody ? null : target.user);
    return { status: 200, text: 'ok' };
  }

  #file(id: string): ApiAnswer {
    const file = this.#state.files.get(id);
    if (!file) return refused('file_not_found');
    const { name, content } = file;
    return ok({ file: { id, name, size: content.length, url_private: this.#urls.file(id) } });
  }

  #open(args: ApiArgs): ApiAnswer {
    const user = this.#state.users.get(stringOf(args.users));
    if (!user) return refused('user_not_found');
    if (user.bot) return refused('cannot_dm_bot');
    if (user.deleted) return refused('user_disabled');
    return ok({ channel: { id: this.#state.openDm(user.id).id } });
  }

  #channel(id: string): SlackChannel | string {
    const channel = this.#state.channels.get(id);
    if (!channel || (channel.kind !== 'channel' && !channel.member)) return 'channel_not_found';
    if (channel.archived) return 'is_archived';
    if (!channel.member) return 'not_in_channel';
    if (channel.user !== null && this.#state.users.get(channel.user)?.deleted) return 'user_disabled';
    return channel;
  }

  #content(args: ApiArgs): Content | ApiAnswer {
    let blocks: unknown = args.blocks ?? null;
    try {
      if (typeof blocks === 'string') blocks = JSON.parse(blocks);
    } catch {
      return refused('invalid_blocks_format');
    }
    const text = stringOf(args.text);
    if (blocks === null && text.trim() === '') return refused('no_text');
    const problem = blocks === null ? null : checkBlocks(blocks);
    if (problem) return refused(problem.error, problem.messages);
    return { text: text.slice(0, postTextCharacters), blocks: Array.isArray(blocks) ? blocks : null };
  }

  #add(channel: string, { text, blocks }: Content, args: ApiArgs, onlyFor: string | null): PostedMessage {
    const names = isTrue(args.link_names) || args.parse === 'full';
    const mrkdwn = !isFalse(args.mrkdwn);
    return this.#state.post({ channel, text, blocks: blocks ?? [], onlyFor, mrkdwn, names });
  }

  #post(args: ApiArgs, onlyFor: string | null): ApiAnswer {
    const channel = this.#channel(stringOf(args.channel));
    if (typeof channel === 'string') return refused(channel);
    if (onlyFor !== null && !this.#state.users.has(onlyFor)) return refused('user_not_in_channel');
    const wait = this.#pace.wait(this.limits, channel.id, this.#now());
    if (wait > 0) return limited(Math.max(1, Math.ceil(wait / 1000)));
    const content = this.#content(args);
    if ('status' in content) return content;
    const { ts } = this.#add(channel.id, content, args, onlyFor);
    return ok(onlyFor === null ? { channel: channel.id, ts, message: { ts } } : { message_ts: ts });
  }

  #update(args: ApiArgs): ApiAnswer {
    const channel = this.#channel(stringOf(args.channel));
    if (typeof channel === 'string') return refused(channel);
    const message = this.#state.find(channel.id, stringOf(args.ts));
    if (!message) return refused('message_not_found');
    if (message.onlyFor !== null) return refused('cant_update_message');
    if (Buffer.byteLength(stringOf(args.text)) > updateTextBytes) return refused('msg_too_long');
    const content = this.#content(args);
    if ('status' in content) return content;
    const { text, blocks } = content;
    // There is no `mrkdwn` here, and names are linked unless `parse` says otherwise.
    const names = isTrue(args.link_names) || args.parse !== 'none';
    Object.assign(message, {
      text,
      names,
      mrkdwn: true,
      edited: true,
      ...(blocks === null ? {} : { blocks }),
    });
    return ok({ channel: channel.id, ts: message.ts, text });
  }
}
