import { createInterface } from 'node:readline/promises';
import { coloured } from '../../adapters/terminal/adapter.ts';
import { say } from '../chat/words/index.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './output.ts';
import type { Builders, ChatReply, TerminalChat } from './running.ts';

const leave = /^\/(?:退出|quit|exit|q)$/i;

function print(context: CliContext, reply: ChatReply): void {
  context.output.line(process.stdout.isTTY ? coloured(reply) : reply.text);
  context.output.line('');
}

async function converse(context: CliContext, chat: TerminalChat): Promise<void> {
  const { output } = context;
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY,
  });
  if (process.stdin.isTTY) {
    output.hint(say(output.locale, 'cli.chat.hint'));
    terminal.setPrompt(say(output.locale, 'cli.chat.prompt', { name: chat.name }));
  }
  terminal.prompt();
  for await (const line of terminal) {
    if (leave.test(line.trim())) break;
    if (line.trim() !== '') for (const reply of await chat.say(line)) print(context, reply);
    if (process.stdin.isTTY) terminal.prompt();
  }
  terminal.close();
}

/** Talks as a person: each TEXT in turn, or line by line from the terminal (or a pipe) without any. */
export function runChat(
  context: CliContext,
  builders: Pick<Builders, 'prepare' | 'openChat'>,
  texts: readonly string[],
  options: { as: string; json?: boolean },
): Promise<number> {
  return context.withDatabase(
    async (database) => {
      const chat = await builders.openChat(context, database, options.as);
      if (texts.length === 0 && !options.json) {
        await converse(context, chat);
        return exitCodes.ok;
      }
      const replies: ChatReply[] = [];
      for (const text of chat.messages(texts)) {
        for (const reply of await chat.say(text)) {
          if (options.json) replies.push(reply);
          else print(context, reply);
        }
      }
      if (options.json) context.output.json(replies.map(({ card, text }) => ({ ...card, text })));
      return exitCodes.ok;
    },
    { role: 'app', prepare: (owner) => builders.prepare(context, owner, null) },
  );
}
