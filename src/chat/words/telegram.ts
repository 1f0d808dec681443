import { defineWords } from './words.ts';

/** Why Telegram is not started. */
export const telegramWords = defineWords({
  'error.telegram.debug': {
    zh: '环境变量 {name} 会让程序库把令牌和消息内容打印出来，已拒绝启动 Telegram。请去掉其中的 telegraf（DEBUG）或 http、net、tls（NODE_DEBUG）。',
    en: '{name} makes libraries print the token and what people say, so Telegram is not started. Take telegraf (DEBUG) or http, net, tls (NODE_DEBUG) out of it.',
  },
  'error.telegram.secret': {
    zh: 'Telegram 的 webhook 需要密钥：TELEGRAM_WEBHOOK_SECRET 应为 16–256 个字母、数字、_ 或 -。',
    en: 'The Telegram webhook needs a secret: TELEGRAM_WEBHOOK_SECRET must be 16–256 letters, digits, _ or -.',
  },
});
