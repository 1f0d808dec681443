import { beforeAll, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { remindInclusivePeriods } from '../../src/services/inclusive-periods.ts';
import { remindExemptions } from '../../src/services/exemptions.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { cardText } from '../../src/chat/card-text.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(3);
let app: Database;
const people = createAccounts(() => app, random);
const out: string[] = [];
async function say(who: string, text: string) {
  const heard = await people.say('telegram', who, text);
  out.push(`\n>>> ${who}: ${text}\n${heard.text}`);
  return heard;
}
const [mine, p2p, drug] = [codeOf(1), codeOf(2), codeOf(3)];
let seen = 0;
async function pushed() {
  const rows = await database().sql<{ seq: number; user_id: string; body: any }[]>`select seq, user_id, body from outbox where kind='push' and seq > ${seen} order by seq`;
  for (const r of rows) { seen = Number(r.seq); out.push(`\n=== push to ${r.user_id}\n${cardText(r.body.card, 'zh')}`); }
}
beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监督管理局', regionCode: '370200' });
  await sql`insert into person (id, name, role, org_id, region_code, uscc) values
      ('rep', '示例代表', 'enterprise', null, null, ${mine}),
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('li', '示例李某', 'official', null, '370200', null),
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('jinan', '示例济南', 'official', null, '370100', null)`;
  await sql`insert into account (platform, user_id, person_id, state, private_chat_id) select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [[mine, '青岛示例智能科技有限公司'], [p2p, '青岛示例网贷信息服务有限公司'], [drug, '青岛示例大药房有限公司']]);
  await sql`update enterprise set industry_code='5251' where uscc=${drug}`;
  await sql`insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${mine}, 'penalty', md5('a')::uuid, '示例', '示例罚〔2026〕1号', '示例市生态环境局', '2026-07-01', 'inForce',
      '{"penaltyKinds": ["fine"], "fineFen": 5000000, "confiscatedFen": null, "violationType": "未按规定贮存固体废物", "facts": "", "basis": ""}', '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
});
it('talks', async () => {
  try {
  await say('rep', '包容期'); await say('rep', '1'); await say('rep', '3'); await say('rep', '11个月'); await say('rep', '两年'); await say('rep', '2年'); await say('rep', '短'); await say('rep', '人工智能质检，安全由人工复核兜底'); await say('rep', '1');
  await pushed();
  await say('wang', `包容期 ${mine}`);
  await say('wang', '批准 1'); await pushed();
  await say('wang', `包容期申请 青岛示例网贷信息服务有限公司 新模式 24 网上撮合平台`);
  await say('wang', `包容期申请 ${drug} 新模式 24 网上售药新模式`);
  await say('wang', `包容期申请 ${mine} 新模式 24 再来一次吧`);
  await say('jinan', `包容期 ${mine}`);
  await say('nobody', `包容期 ${mine}`);
  await say('zhao', `免罚判断 青岛示例网贷信息服务有限公司 标签漏标净含量`);
  await say('zhao', `免罚判断 ${drug} 标签漏标净含量`);
  await say('zhao', `查询 ${mine}`);
  await say('zhao', `包容期内，标签漏标净含量，第一次`);
  await say('zhao', '1'); await say('zhao', '1'); await say('zhao', '是'); await say('zhao', '是'); await say('zhao', '大概'); await say('zhao', '否'); await say('zhao','没有'); await say('zhao', '1'); await say('zhao', '1');
  await pushed();
  await say('rep', '指导记录');
  await say('zhao', `免罚判断 ${mine} 漏标净含量`); await say('zhao', '2026-08-03'); await say('zhao', '1'); await say('zhao', '2'); await say('zhao','1'); await say('zhao','2'); await say('zhao','2'); await say('zhao','1'); await say('zhao','不清楚'); await say('zhao', '1'); 
  await say('zhao', '免罚清单'); await say('nobody', '免罚清单 过期');
  people.clock.at = new Date('2026-08-19T01:00:00Z');
  await app.sql.begin((tx) => remindExemptions(tx, { random, now: people.clock.now() })); await pushed();
  await say('zhao', '未改正 1'); await pushed();
  people.clock.at = new Date('2028-05-10T01:00:00Z');
  await app.sql.begin((tx) => remindInclusivePeriods(tx, { random, now: people.clock.now(), policies: shippedPolicies() })); await pushed();
  await say('wang', `结束包容期 ${mine} 发生安全事故，突破安全底线`); await pushed();
  await say('rep', '包容期');
  } finally { console.log(out.join('\n')); }
});
