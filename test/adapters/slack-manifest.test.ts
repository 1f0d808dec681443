import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventsPath } from '../../adapters/slack/http.ts';

const address = z.string().refine((url) => new URL(url).pathname === eventsPath);

/** As far as Slack's reference tells what it takes: https://docs.slack.dev/reference/app-manifest */
const manifest = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(false),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    slash_commands: z.tuple([
      z.strictObject({
        command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
        url: address,
        description: z.string().min(1).max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.boolean(),
      }),
    ]),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address, bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

it('the app manifest asks for what the adapter uses, and for nothing else', () => {
  const text = readFileSync(new URL('../../docs/slack-manifest.yaml', import.meta.url), 'utf8');
  const { oauth_config: oauth, settings } = manifest.parse(parse(text));
  expect([...oauth.scopes.bot].sort()).toEqual([
    'app_mentions:read',
    'chat:write',
    'commands',
    'im:history',
    'im:write',
  ]);
  expect([...settings.event_subscriptions.bot_events].sort()).toEqual(['app_mention', 'message.im']);
});
