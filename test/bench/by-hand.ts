/**
 * What one would write by hand: the same look-up without anything that makes it safe. One SELECT, one INSERT, one
 * message. Arguments: telegram | slack, database URL, port, address of the platform.
 */
import { App, LogLevel } from '@slack/bolt';
import Fastify from 'fastify';
import postgres from 'postgres';
import { collectDefaultMetrics, register } from 'prom-client';
import { Telegraf } from 'telegraf';
import { benchTokens } from './platforms.ts';

const [, , platform = '', url = '', port = '', api = ''] = process.argv;
const sql = postgres(url, { max: 10, onnotice: () => undefined });
collectDefaultMetrics();
const metrics = Fastify();
metrics.get('/metrics', async () => register.metrics());
metrics.get('/readyz', async () => ({}));

async function answer(text: string): Promise<string> {
  const code = text.split(' ')[1] ?? '';
  const [row] = await sql<{ name: string; uscc: string }[]>`select * from enterprise where uscc = ${code}`;
  await sql`insert into bare_log (at, who, what) values (${new Date()}, 'x', ${code})`;
  return `${row?.name}\n信用等级：诚信守法\n统一社会信用代码：${row?.uscc}`;
}

if (platform === 'telegram') {
  const bot = new Telegraf(benchTokens.telegram, { telegram: { apiRoot: api, webhookReply: false } });
  bot.botInfo = { id: 7, is_bot: true, first_name: 'x', username: 'x_bot' } as NonNullable<
    typeof bot.botInfo
  >;
  bot.on('text', async (context) => {
    await context.reply(await answer(context.message.text));
  });
  metrics.post('/telegram/webhook', async (request, reply) => {
    if (request.headers['x-telegram-bot-api-secret-token'] !== benchTokens.secret)
      return reply.code(401).send();
    await bot.handleUpdate(request.body as Parameters<typeof bot.handleUpdate>[0]);
    return {};
  });
  await metrics.listen({ port: Number(port) });
} else {
  const app = new App({
    token: benchTokens.slack,
    signingSecret: benchTokens.secret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: api },
  });
  app.command('/chengxin', async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: await answer(command.text) });
  });
  await app.start(Number(port));
  await metrics.listen({ port: Number(port) + 1 });
}
