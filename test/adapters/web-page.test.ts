import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withDatabase } from '../support/database.ts';
import { plainCard, startWebChat, type WebChat } from './web-chat.ts';
import {
  attack,
  attackCard,
  type Contrast,
  creditCard,
  lowestContrast,
  overflow,
  toneCards,
} from './web-page-fixtures.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing) {
  process.stderr.write(
    `\nWARNING: ${executablePath} is missing, the page of the web chat is NOT tested. Set CHROMIUM to a Chromium.\n\n`,
  );
}

/** Where a person can look at what the page looked like. */
const pictures = join(tmpdir(), 'chengxin-web-chat');

describe.skipIf(missing)('the page in a browser', () => {
  const database = withDatabase();
  let browser: Browser;
  let chat: WebChat;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    mkdirSync(pictures, { recursive: true });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    chat = await startWebChat(database());
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });
  afterEach(async () => {
    await page.context().close();
    await chat.close();
  });

  async function open(): Promise<void> {
    await page.goto(`${chat.origin}/`);
    await page.getByText('已连接').waitFor();
  }

  async function type(text: string): Promise<void> {
    await page.getByRole('textbox', { name: '消息' }).fill(text);
    await page.keyboard.press('Enter');
  }

  /** Whether the top of an element is within the visible part of the log. */
  async function isInView(element: Locator): Promise<boolean> {
    const [box, log] = [await element.boundingBox(), await page.getByRole('log').boundingBox()];
    return box !== null && log !== null && box.y >= log.y && box.y < log.y + log.height;
  }

  test('answers, without a complaint of the browser', async () => {
    chat.answer = () => ({ cards: [creditCard] });
    await open();
    await type('查询 诚信海洋');
    await page.getByRole('heading', { name: creditCard.title }).waitFor();
    expect(await page.getByText('查询 诚信海洋').count()).toBe(1);
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('polite');
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      '决定文书号',
      '处罚类别',
      '决定机关',
      '决定日期',
      '公示截止',
    ]);
    expect(complaints).toEqual([]);
  });

  test('can be used with the keyboard alone', async () => {
    chat.answer = () => ({ cards: [creditCard] });
    await open();
    await page.keyboard.type('查询');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('海洋');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: creditCard.title }).waitFor();
    expect(chat.events[0]?.content).toEqual({ type: 'text', text: '查询\n海洋' });

    // Backwards from the box: three chips, then the buttons of the last card.
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+Tab');
    expect(await page.locator(':focus').textContent()).toBe('1查看依据');
    await page.keyboard.press('Enter');
    await expect.poll(() => chat.events[1]?.content).toEqual({ type: 'action', token: 'why-token' });
    await page.locator('article.me').getByText('查看依据', { exact: true }).waitFor();

    await page.keyboard.press('Home');
    await page.getByRole('radio', { name: '科员' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('已连接').waitFor();
    expect(await page.locator('article').count()).toBe(0);
    expect(await page.getByRole('group', { name: '以谁的身份对话' }).getByRole('radio').count()).toBe(4);
    await type('我');
    await expect.poll(() => chat.events[2]?.userId).toBe('inspector');
  });

  test('shows markup as the text it is, in every place', async () => {
    chat.answer = () => ({ cards: [attackCard] });
    await open();
    await type(attack);
    await page.getByRole('heading', { name: attack }).waitFor();
    expect(await page.getByText(attack, { exact: true }).count()).toBe(10);
    expect(await page.locator('#log img, #log script, #log b').count()).toBe(0);
    expect(await page.evaluate('"hurt" in window')).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('does not send while characters are being composed', async () => {
    await open();
    const box = page.getByRole('textbox', { name: '消息' });
    await box.fill('haier');
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    expect(await box.inputValue()).toBe('haier');
    await box.press('Enter');
    await expect.poll(() => chat.events.length).toBe(1);
  });

  test('goes on after the service was away: nothing lost, nothing twice', async () => {
    chat.answer = ({ content }) => ({
      cards: [plainCard(content.type === 'text' ? `答${content.text}` : '')],
    });
    await open();
    await type('一');
    await page.getByRole('heading', { name: '答一' }).waitFor();
    const { answer, origin } = chat;
    await chat.close();
    await page.getByText('已断开，正在重连…').waitFor();
    await type('二');
    await type('三');
    expect(await page.getByText('发送中').count()).toBe(2);
    await page.screenshot({ path: join(pictures, 'offline.png') });

    chat = await startWebChat(database(), { port: Number(new URL(origin).port) });
    chat.answer = answer;
    await page.getByRole('heading', { name: '答三' }).waitFor({ timeout: 15_000 });
    await page.getByText('已连接').waitFor();
    const said = (): Promise<string[]> => page.locator('.said, .card h2').allInnerTexts();
    expect(await said()).toEqual(['一', '答一', '二', '答二', '三', '答三']);
    expect(await page.getByText('发送中').count()).toBe(0);
    expect(chat.events).toHaveLength(2);
    await page.reload();
    await page.getByText('已连接').waitFor();
    expect(await said()).toEqual(['一', '答一', '二', '答二', '三', '答三']);
  });

  test('says why a message could not be sent, and goes on with the next', async () => {
    await open();
    await type('长'.repeat(50_000));
    await page.getByText('未发送：消息太长，请缩短到 512 个字以内。').waitFor();
    await type('短');
    await expect
      .poll(() => chat.events.map(({ content }) => content))
      .toEqual([{ type: 'text', text: '短' }]);
  });

  test('shows a message as it was kept, without the ID number', async () => {
    await chat.close();
    chat = await startWebChat(database(), {
      redact: (text) => text.replaceAll(/\d{17}[\dX]/g, '（已隐去）'),
    });
    await open();
    await type('查 11010519491231002X');
    await page.getByText('查 （已隐去）').waitFor();
    expect(await page.getByText('11010519491231002X').count()).toBe(0);
  });

  test('gets a new session when its own is gone', async () => {
    chat.answer = () => ({ cards: [plainCard('答')] });
    await open();
    await page.context().clearCookies();
    await type('帮助');
    await page.getByRole('heading', { name: '答' }).waitFor();
  });

  test('speaks the language of the conversation', async () => {
    chat.answer = () => ({ cards: [plainCard('English it is.')], locale: 'en' });
    await open();
    await type('语言 英文');
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('radio', { name: 'Inspector' }).count()).toBe(1);
    expect(await page.title()).toBe('Chengxin · credit supervision bot');
  });

  test('numbers the buttons of the last offer only', async () => {
    chat.answer = () => ({ cards: [creditCard] });
    await open();
    await type('一');
    await page.getByRole('button', { name: '2 取消' }).waitFor();
    await type('二');
    await expect.poll(() => page.getByRole('button', { name: '取消' }).count()).toBe(2);
    expect(await page.getByRole('button', { name: '2 取消' }).count()).toBe(1);
  });

  test('opens at the end of a long history, after cards higher than the page too', async () => {
    chat.answer = ({ content }) => {
      const text = content.type === 'text' ? content.text : '';
      return {
        cards: [plainCard(text, [{ type: 'text', text: '行\n'.repeat(text.startsWith('高') ? 80 : 1) }])],
      };
    };
    await open();
    for (const text of ['高一', '低一', '高二', '低二']) {
      await type(text);
      await expect.poll(() => isInView(page.getByRole('heading', { name: text }))).toBe(true);
    }
    await page.reload();
    await page.getByText('已连接').waitFor();
    expect(await isInView(page.getByRole('heading', { name: '低二' }))).toBe(true);
  });

  test('has quick chips', async () => {
    await open();
    await page.getByRole('button', { name: '帮助' }).click();
    await expect.poll(() => chat.events[0]?.content).toEqual({ type: 'text', text: '帮助' });
    await page.getByRole('button', { name: '查询' }).click();
    await page.keyboard.type('海尔');
    await page.keyboard.press('Enter');
    await expect.poll(() => chat.events[1]?.content).toEqual({ type: 'text', text: '查询 海尔' });
  });

  describe.each([
    { width: 360, height: 740 },
    { width: 1280, height: 800 },
  ])('at $width×$height', (viewport) => {
    test.each(['light', 'dark'] as const)('fits and can be read, %s', async (colorScheme) => {
      chat.answer = ({ content }) => ({
        cards: content.type === 'text' && content.text === '全部' ? toneCards : [creditCard],
      });
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open();
      await page.screenshot({ path: join(pictures, `${viewport.width}-${colorScheme}-empty.png`) });
      expect(await page.evaluate(overflow)).toEqual([0, 0, 0]);
      await type(`查询 ${'很长的名称'.repeat(12)}`);
      await page.getByRole('heading', { name: creditCard.title }).waitFor();
      await page.screenshot({ path: join(pictures, `${viewport.width}-${colorScheme}-card.png`) });
      const lowest = await page.evaluate<Contrast>(lowestContrast);
      await type('全部');
      await page.getByRole('heading', { name: '请求有误' }).waitFor();
      await page.getByRole('heading', { name: '诚信守法' }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(pictures, `${viewport.width}-${colorScheme}-tones.png`) });
      const lowestOfTones = await page.evaluate<Contrast>(lowestContrast);
      for (const { ratio, text } of [lowest, lowestOfTones]) expect(ratio, text).toBeGreaterThanOrEqual(4.5);
      expect(await page.evaluate(overflow)).toEqual([0, 0, 0]);
      const sendButton = page.getByRole('button', { name: '发送' });
      expect((await sendButton.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    });
  });
});
