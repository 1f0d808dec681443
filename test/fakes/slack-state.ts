import { readBlocks } from './slack-blocks.ts';
import { readMrkdwn } from './slack-text.ts';

export interface SlackUser {
  id: string;
  deleted: boolean;
  bot: boolean;
}

export interface SlackChannel {
  id: string;
  kind: 'im' | 'mpim' | 'channel';
  name: string;
  /** Whether the bot is a member: of a direct message between two people it never is. */
  member: boolean;
  archived: boolean;
  /** The other person, of a direct message. */
  user: string | null;
}

export interface SlackFile {
  id: string;
  name: string;
  content: Buffer;
}

export interface PostedMessage {
  ts: string;
  channel: string;
  text: string;
  blocks: readonly unknown[];
  /** Null: everybody in the channel sees it. */
  onlyFor: string | null;
  edited: boolean;
  /** Argument of the call. */
  mrkdwn: boolean;
  /** Bare names in the text are linked, and `@here` calls people. */
  names: boolean;
  at: number;
}

/** A message as somebody sees it, and whom it called. */
export interface Shown {
  messageId: string;
  text: string;
  buttons: { label: string; data: string }[];
  edited: boolean;
  notified: string[];
}

interface ResponseUrl {
  channel: string;
  user: string;
  /** The message whose button was pressed. */
  original: string | null;
  uses: number;
  expiresAt: number;
}

/** A workspace with one app in it. */
export class SlackState {
  readonly teamId: string;
  readonly botUserId: string;
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly #messages = new Map<string, PostedMessage[]>();
  readonly files = new Map<string, SlackFile>();
  readonly responseUrls = new Map<string, ResponseUrl>();
  readonly #byTs = new Map<string, PostedMessage>();
  readonly #now: () => number;
  #serial = 0;

  constructor(teamId: string, botUserId: string, now: () => number) {
    this.teamId = teamId;
    this.botUserId = botUserId;
    this.#now = now;
  }

  /** A number that no other thing here has. */
  serial(): number {
    this.#serial += 1;
    return this.#serial;
  }

  addUser(id: string): SlackUser {
    const user = this.users.get(id) ?? { id, deleted: false, bot: false };
    this.users.set(id, user);
    return user;
  }

  addChannel(id: string, about: Partial<SlackChannel> = {}): SlackChannel {
    const kind = about.kind ?? (id.startsWith('D') ? 'im' : 'channel');
    const name =
      kind === 'im' ? 'directmessage' : kind === 'mpim' ? 'mpdm-a--b--c-1' : `channel-${id.toLowerCase()}`;
    const channel = this.channels.get(id) ?? { id, kind, name, member: true, archived: false, user: null };
    this.channels.set(id, Object.assign(channel, about));
    return channel;
  }

  addFile(file: SlackFile): void {
    this.files.set(file.id, file);
  }

  /** The direct message between the bot and a person. */
  openDm(user: string): SlackChannel {
    for (const channel of this.channels.values()) {
      if (channel.kind === 'im' && channel.member && channel.user === user) return channel;
    }
    return this.addChannel(`D${user.slice(1)}`, { kind: 'im', user });
  }

  post(message: Omit<PostedMessage, 'ts' | 'edited' | 'at'>): PostedMessage {
    const at = this.#now();
    const micros = String(this.serial() % 1_000_000).padStart(6, '0');
    const posted = { ...message, ts: `${Math.floor(at / 1000)}.${micros}`, edited: false, at };
    const earlier = this.#messages.get(message.channel);
    if (earlier) earlier.push(posted);
    else this.#messages.set(message.channel, [posted]);
    this.#byTs.set(`${message.channel} ${posted.ts}`, posted);
    return posted;
  }

  find(channel: string, ts: string): PostedMessage | undefined {
    return this.#byTs.get(`${channel} ${ts}`);
  }

  /** Of one channel, oldest first. */
  messages(channel: string): readonly PostedMessage[] {
    return this.#messages.get(channel) ?? [];
  }

  /** The message that bears this button, the newest first. */
  withButton(channel: string, data: string): PostedMessage | undefined {
    return this.messages(channel).findLast(({ blocks }) =>
      readBlocks(blocks).buttons.some((button) => button.data === data),
    );
  }

  /** A path under which five answers may be given within half an hour. */
  addResponseUrl(channel: string, user: string, original: string | null): string {
    const path = `/commands/${this.teamId}/${this.serial()}/fakeSecretOfThisUrl${this.serial()}`;
    this.responseUrls.set(path, { channel, user, original, uses: 0, expiresAt: this.#now() + 30 * 60_000 });
    return path;
  }

  /** Why an answer there would be refused, or where it goes. */
  useResponseUrl(path: string): ResponseUrl | 'used_url' | 'expired_url' | 'no_service' {
    const found = this.responseUrls.get(path);
    if (!found) return 'no_service';
    if (found.expiresAt <= this.#now()) return 'expired_url';
    if (found.uses >= 5) return 'used_url';
    found.uses += 1;
    return found;
  }
}

/** A message as it is read: the blocks where there are any, otherwise the text. */
export function show(message: PostedMessage): Shown {
  const { blocks, text, mrkdwn, names } = message;
  const { reads, buttons } = readBlocks(blocks);
  const fallback = readMrkdwn(text, { formatted: mrkdwn, names });
  return {
    messageId: message.ts,
    text: blocks.length > 0 ? reads.map(({ shown }) => shown).join('\n') : fallback.shown,
    buttons: buttons.map(({ label, data }) => ({ label, data })),
    edited: message.edited,
    // Also a text that only notifications show calls whom it names.
    notified: [...fallback.notified, ...reads.flatMap(({ notified }) => notified)],
  };
}
