import { describe, expect, test } from 'vitest';
import { SendError, type SendFault } from '../../src/chat/adapter.ts';
import { actions, card, leaveOut, privately, type Subject, sendCard, textOf } from './contract-support.ts';
import type { PlatformFault } from './harness.ts';

export function failingContract(subject: Subject): void {
  describe('what goes wrong', () => {
    const secret = '不可入日志的内容';
    const faults: [PlatformFault, SendFault[], 'sent' | 'not sent'][] = [
      [{ kind: 'rateLimited', retryAfterSeconds: 3 }, ['rateLimited'], 'not sent'],
      [{ kind: 'serverError', status: 500 }, ['unreachable'], 'not sent'],
      [{ kind: 'serverError', status: 502 }, ['unreachable'], 'not sent'],
      [{ kind: 'forbidden' }, ['forbidden'], 'not sent'],
      [{ kind: 'invalid' }, ['invalid'], 'not sent'],
      // Whoever sends cannot know on which side of the work the connection broke.
      [{ kind: 'reset', when: 'before' }, ['ambiguous', 'unreachable'], 'not sent'],
      [{ kind: 'reset', when: 'after' }, ['ambiguous'], 'sent'],
      [{ kind: 'silence' }, ['ambiguous'], 'not sent'],
      [{ kind: 'truncated' }, ['ambiguous'], 'sent'],
    ];

    for (const [fault, expected, outcome] of faults) {
      test(`${JSON.stringify(fault)} is told as what it is, once, and is over when it is over`, async (context) => {
        const harness = subject.harness();
        leaveOut(subject, context, subject.lacking.faults);
        const [message] = harness.adapter.render(card('标题', [{ type: 'text', text: secret }]), 'zh');
        harness.fault(fault);
        const failed = await harness.adapter
          .send(privately(harness), message, 'key:1')
          .catch((error: unknown) => error);
        expect(failed).toBeInstanceOf(SendError);
        const told = failed as SendError;
        expect(expected).toContain(told.fault);
        expect(told.retryAfterMs).toBe(fault.kind === 'rateLimited' ? 3_000 : 0);
        expect(`${told.message}${told.stack}${JSON.stringify(told)}`).not.toContain(secret);
        expect(told.cause).toBeUndefined();
        // Tried again by nobody: the sender decides when.
        expect(harness.seen(harness.chat)).toHaveLength(outcome === 'sent' ? 1 : 0);
        harness.recover();
        await harness.adapter.send(privately(harness), message, 'key:2');
        expect(harness.seen(harness.chat)).toHaveLength(outcome === 'sent' ? 2 : 1);
      });
    }

    test('an edit that fails is told in the same way', async (context) => {
      const harness = subject.harness();
      const { edit, capabilities } = harness.adapter;
      leaveOut(
        subject,
        context,
        subject.lacking.faults ?? (!capabilities.edit && 'messages cannot be edited'),
      );
      if (!edit) throw new Error('capabilities promise edit');
      const [sent = { messageId: '' }] = await sendCard(harness, card('旧', [actions(1)]));
      const [message] = harness.adapter.render(card('新'), 'zh');
      harness.fault({ kind: 'rateLimited', retryAfterSeconds: 2 });
      await expect(
        edit.call(harness.adapter, privately(harness), sent, message, 'key:edit'),
      ).rejects.toMatchObject({
        fault: 'rateLimited',
        retryAfterMs: 2_000,
      });
      harness.recover();
      await edit.call(harness.adapter, privately(harness), sent, message, 'key:edit');
      expect(textOf(harness.seen(harness.chat))).toContain('新');
    });
  });
}
