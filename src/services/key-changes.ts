import { CodedError } from '../domain/errors.ts';
import { type ApprovalDeps, askApproval, isBeginning, useApproval } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';

/**
 * Keys lie outside of the database, but whoever changes one needs a second person's agreement as for anything grave.
 * `told` is the number under which it is asked for; null: it may be done now, and this agreement is used up.
 * @throws CodedError `approval.unknown`, `approval.settled`
 */
export const allowKeyChange = guarded(
  'key.use',
  async (
    deps: ApprovalDeps,
    asking: Asking,
    what: string,
    approval: number | null,
  ): Promise<Change<number | null>> => {
    const noted = { action: 'key.change', subject: null, result: what };
    if (approval !== null) {
      return {
        told: null,
        async write(tx) {
          const { payload } = await useApproval(tx, approval, 'key', asking.actor, asking.now);
          if (payload.what !== what) throw new CodedError('approval.unknown', { id: approval });
          await note(tx, asking, noted);
        },
      };
    }
    if (await isBeginning(deps.database, asking))
      return { told: null, write: (tx) => note(tx, asking, noted) };
    const asked = await askApproval(deps, asking, {
      kind: 'key',
      person: null,
      payload: { what },
      subject: what,
    });
    return { told: asked.told, write: asked.write };
  },
);
