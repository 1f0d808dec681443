import { startTelegram } from '../fakes/telegram-harness.ts';
import { contractSuite } from './contract.ts';

contractSuite('Telegram by webhook', () => startTelegram({ mode: 'webhook' }));
contractSuite('Telegram by long polling', () => startTelegram({ mode: 'polling' }));
