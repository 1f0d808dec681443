import type { SlackChannel, SlackState } from './slack-state.ts';

/** What Slack sends, and in which of its three forms. */
export interface SlackPayload {
  kind: 'event' | 'command' | 'interactive';
  body: Record<string, unknown>;
}

/** People's text as Slack hands it on. */
export function escapeTyped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Who {
  user: string;
  channel: SlackChannel;
}

const verificationToken = 'fakeVerificationToken0000';

function eventCallback(state: SlackState, event: object, eventId: string | undefined): SlackPayload {
  return {
    kind: 'event',
    body: {
      token: verificationToken,
      team_id: state.teamId,
      context_team_id: state.teamId,
      context_enterprise_id: null,
      api_app_id: 'A0FAKEAPP',
      event,
      type: 'event_callback',
      event_id: eventId ?? `Ev${String(state.serial()).padStart(9, '0')}`,
      event_time: 1_790_000_000,
      authorizations: [
        {
          enterprise_id: null,
          team_id: state.teamId,
          user_id: state.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: '4-fake',
    },
  };
}

function spoken(state: SlackState, { user, channel }: Who, text: string): Record<string, unknown> {
  const ts = `1790000000.${String(state.serial() % 1_000_000).padStart(6, '0')}`;
  return {
    user,
    ts,
    event_ts: ts,
    text,
    team: state.teamId,
    channel: channel.id,
    client_msg_id: `fake-${ts}`,
  };
}

/** A message in a direct message, or a mention in a channel. `raw`: the text is given as Slack would escape it. */
export function messagePayload(
  state: SlackState,
  who: Who,
  text: string,
  { eventId, raw = false }: { eventId?: string | undefined; raw?: boolean } = {},
): SlackPayload {
  const said = raw ? text : escapeTyped(text);
  const event =
    who.channel.kind === 'im'
      ? { type: 'message', channel_type: 'im', ...spoken(state, who, said) }
      : { type: 'app_mention', ...spoken(state, who, `<@${state.botUserId}> ${said}`) };
  return eventCallback(state, event, eventId);
}

/** A file that somebody put into a direct message. */
export function filePayload(state: SlackState, who: Who, fileId: string): SlackPayload {
  const file = state.files.get(fileId);
  if (!file) throw new Error(`no file ${fileId}`);
  const shared = {
    id: file.id,
    name: file.name,
    title: file.name,
    size: file.content.length,
    mode: 'hosted',
  };
  const event = { type: 'message', subtype: 'file_share', channel_type: 'im', files: [shared] };
  return eventCallback(state, { ...event, ...spoken(state, who, '') }, undefined);
}

/** Any other event. */
export function eventPayload(state: SlackState, event: object, eventId?: string): SlackPayload {
  return eventCallback(state, event, eventId);
}

/** `origin`: where response_urls point to. */
export function commandPayload(
  state: SlackState,
  origin: string,
  { user, channel }: Who,
  text: string,
  { command = '/chengxin', triggerId }: { command?: string; triggerId?: string | undefined } = {},
): SlackPayload {
  return {
    kind: 'command',
    body: {
      token: verificationToken,
      team_id: state.teamId,
      team_domain: 'fake',
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: user,
      user_name: 'somebody',
      command,
      text: escapeTyped(text),
      api_app_id: 'A0FAKEAPP',
      is_enterprise_install: 'false',
      response_url: `${origin}${state.addResponseUrl(channel.id, user, null)}`,
      trigger_id: triggerId ?? `${state.serial()}.10.fakeTrigger`,
    },
  };
}

/** The press of a button; of a message that was never sent where none bears it. */
export function pressPayload(
  state: SlackState,
  origin: string,
  { user, channel }: Who,
  data: string,
  { triggerId, messageId }: { triggerId?: string | undefined; messageId?: string | undefined } = {},
): SlackPayload {
  const pressed =
    messageId === undefined ? state.withButton(channel.id, data) : state.find(channel.id, messageId);
  const ts = pressed?.ts ?? messageId ?? '1790000000.000001';
  const ephemeral = pressed ? pressed.onlyFor !== null : false;
  return {
    kind: 'interactive',
    body: {
      type: 'block_actions',
      user: { id: user, username: 'somebody', name: 'somebody', team_id: state.teamId },
      api_app_id: 'A0FAKEAPP',
      token: verificationToken,
      container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: ephemeral },
      trigger_id: triggerId ?? `${state.serial()}.20.fakeTrigger`,
      team: { id: state.teamId, domain: 'fake' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: channel.id, name: channel.name },
      message: {
        type: 'message',
        ts,
        user: state.botUserId,
        text: pressed?.text ?? '',
        blocks: pressed?.blocks ?? [],
      },
      state: { values: {} },
      response_url: `${origin}${state.addResponseUrl(channel.id, user, ts)}`,
      actions: [
        {
          action_id: 'action-1',
          block_id: 'fakeBlock',
          text: { type: 'plain_text', text: 'button', emoji: false },
          value: data,
          type: 'button',
          action_ts: `1790000000.${String(state.serial() % 1_000_000).padStart(6, '0')}`,
        },
      ],
    },
  };
}
