import type { Command, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { roles } from '../src/domain/person.ts';

const chosen: readonly [RegExp, Locale][] = [
  [/^(?:(?:语言|language)\s*[:：]?\s*)?(?:中文|汉语|chinese|zh)$/i, 'zh'],
  [/^(?:(?:语言|language)\s*[:：]?\s*)?(?:英文|英语|english|en)$/i, 'en'],
];

function choose(locale: Locale): Outcome {
  return { card: notice(locale, 'neutral', 'language.done', null), locale };
}

function ask({ locale }: Turn): Outcome {
  return {
    card: {
      title: say(locale, 'language.title'),
      tone: 'neutral',
      children: [
        {
          type: 'actions',
          actions: [
            { label: say(locale, 'language.zh'), intent: 'language.zh', args: {} },
            { label: say(locale, 'language.en'), intent: 'language.en', args: {} },
          ],
        },
      ],
      source: null,
    },
  };
}

/** 语言: Chinese or English, for this conversation. */
export const languageCommand: Command = {
  id: 'language',
  roles,
  usage: 'command.language.usage',
  summary: 'command.language.summary',
  inGroup: true,
  parse: (text) => {
    const [, locale] = chosen.find(([words]) => words.test(text)) ?? [];
    if (locale) return { intent: `language.${locale}`, args: {} };
    return /^(?:语言|language|\/language)$/i.test(text) ? { intent: 'language.ask', args: {} } : null;
  },
  intents: {
    'language.ask': ask,
    'language.zh': () => choose('zh'),
    'language.en': () => choose('en'),
  },
};
