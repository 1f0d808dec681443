import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { Happenings } from '../soak/supervision/happenings.ts';
import { Play } from '../soak/supervision/play.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const replicaCount = 3;

/** A short form of `node test/soak/supervision.ts`: the same play, over autumn holidays and the end of a year. */
describe('several replicas on one database, over 120 days', () => {
  it('tell everybody what the document says, no more, no less, and none of it twice', async () => {
    const options = { url: database.url(), dataDir: '', role: 'app', poolSize: 3, retrySeconds: 5 } as const;
    const replicas: Database[] = [];
    try {
      for (let index = 0; index < replicaCount; index += 1) replicas.push(await openDatabase(options));
      const play = new Play({
        ...{ owner: database(), replicas, from: '2026-09-03', until: '2026-12-31', firms: 24, seed: 3 },
        gaps: [0, 1, 5, 9, 14, 30, 60, 90],
        // 2027 stays unknown.
        imports: { 2025: '2024-11-12', 2026: '2025-11-04' },
      });
      const { differences, messages, kinds } = await play.run(new Happenings(play));
      expect(differences).toEqual([]);
      expect(messages).toBeGreaterThan(200);
      for (const kind of [
        '提醒',
        '已移入重点关注企业名单',
        '监管风险预警',
        '预警逾期未签收',
        '每日汇总',
        '约谈提醒',
      ])
        expect(kinds[kind], kind).toBeGreaterThan(0);
    } finally {
      await Promise.all(replicas.map((one) => one.close()));
    }
  }, 60_000);
});
