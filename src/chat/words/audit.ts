import { defineWords } from './words.ts';

/** The audit log and the keys: command line, what can be wrong, and errors. */
export const auditWords = defineWords({
  'cli.audit': { zh: '查看、验证审计日志', en: 'look at the audit log and verify it' },
  'cli.audit.list': { zh: '列出审计记录，新的在前', en: 'entries, the newest first' },
  'cli.audit.verify': {
    zh: '验证整个审计日志：记录、链、树和检查点',
    en: 'verify all of the log: entries, chain, tree and checkpoints',
  },
  'cli.audit.prove': { zh: '给出一条记录的存在证明', en: 'proof that an entry is in the log' },
  'cli.audit.check': {
    zh: '离线核对存在证明，无需数据库',
    en: 'check such a proof, without a database',
  },
  'cli.audit.checkpoint': {
    zh: '立即生成并签署检查点',
    en: 'make and sign a checkpoint now',
  },
  'cli.audit.seq': { zh: '记录编号', en: 'number of the entry' },
  'cli.audit.file': { zh: '存在证明文件', en: 'file with the proof' },
  'cli.audit.actor': { zh: '只看此操作者的', en: 'only of this actor' },
  'cli.audit.subject': {
    zh: '只看此对象的：统一社会信用代码、平台账号或人员编号',
    en: 'only about this: a credit code, an account or a person’s id',
  },
  'cli.audit.action': { zh: '只看此操作的', en: 'only of this action' },
  'cli.audit.checkpoints': {
    zh: '存放在数据库之外的检查点文件，可多次给出',
    en: 'file with checkpoints kept outside of the database; may be given again',
  },
  'cli.audit.key': {
    zh: '验证用公钥；缺省为密钥目录中的公钥，可多次给出',
    en: 'public key to verify with, by default those of the keys folder; may be given again',
  },
  'cli.key': { zh: '查看、更换、销毁密钥', en: 'look at keys, renew and destroy them' },
  'cli.key.list': { zh: '列出密钥，不含秘密部分', en: 'keys, without what is secret' },
  'cli.key.rotate': { zh: '启用新密钥', en: 'use a new key from now on' },
  'cli.key.destroy': {
    zh: '销毁一个假名密钥：此后无人能得知它的假名指代谁',
    en: 'destroy a key of pseudonyms: nobody can tell whom they meant any more',
  },
  'cli.key.kind': { zh: 'sign（签署）或 pseudonym（假名）', en: 'sign or pseudonym' },
  'cli.key.id': { zh: '密钥编号', en: 'id of the key' },

  'audit.line': {
    zh: '{id}  {at}  {actor}  {action}  {subject}  {purpose}  {result}',
    en: '{id}  {at}  {actor}  {action}  {subject}  {purpose}  {result}',
  },
  'audit.none': { zh: '没有这样的记录。', en: 'There are no such entries.' },
  'audit.sound': {
    zh: '审计日志完好：{size} 条记录在链，{covered} 条由已签署的检查点覆盖；{checkpoints} 个检查点、{notes} 个库外检查点均一致。',
    en: 'The log is sound: {size} entries are chained, {covered} of them covered by signed checkpoints; {checkpoints} checkpoints and {notes} from outside agree.',
  },
  'audit.unsound': {
    zh: '审计日志有 {found} 处问题（{size} 条在链，{covered} 条被检查点覆盖）：',
    en: 'The log has {found} problems ({size} entries chained, {covered} covered by checkpoints):',
  },
  'audit.problem': { zh: '  {text}  {place}', en: '  {text}  {place}' },
  'audit.more': { zh: '  另有 {count} 处未列出', en: '  and {count} more' },
  'audit.place.index': { zh: '第 {value} 位', en: 'place {value}' },
  'audit.place.entry': { zh: '记录 {value}', en: 'entry {value}' },
  'audit.place.size': { zh: '检查点 {value}', en: 'checkpoint {value}' },
  'audit.place.from': { zh: '文件 {value}', en: 'file {value}' },
  'audit.problem.entry.edited': {
    zh: '记录内容被改动或调换',
    en: 'an entry was edited, or exchanged with another',
  },
  'audit.problem.entry.missing': { zh: '记录被删除', en: 'an entry is gone' },
  'audit.problem.entry.unchained': {
    zh: '记录不在链中：可能是手工插入，或服务长时间未运行',
    en: 'an entry is not chained: put in by hand, or the service has not run',
  },
  'audit.problem.leaf.missing': { zh: '链中有缺口', en: 'there is a gap in the chain' },
  'audit.problem.leaf.extra': { zh: '链中有多余的位置', en: 'a leaf is out of its place' },
  'audit.problem.leaf.algorithm': { zh: '哈希算法未知', en: 'the hash algorithm is unknown' },
  'audit.problem.chain.wrong': { zh: '链在此断开', en: 'the chain is broken here' },
  'audit.problem.node.wrong': { zh: '树的中间节点不符', en: 'a node of the tree is wrong' },
  'audit.problem.node.missing': { zh: '树的中间节点缺失', en: 'a node of the tree is gone' },
  'audit.problem.node.extra': { zh: '树有多余的中间节点', en: 'the tree has a node too many' },
  'audit.problem.log.truncated': {
    zh: '日志比检查点所述的短：尾部被删除',
    en: 'the log is shorter than this checkpoint says: its end was cut off',
  },
  'audit.problem.root.wrong': {
    zh: '日志与已签署的检查点不符：此前有记录被改动、插入、删除或换序',
    en: 'the log is not what was signed: entries before were edited, added, removed or reordered',
  },
  'audit.problem.note.form': { zh: '检查点无法识别', en: 'no checkpoint can be read here' },
  'audit.problem.note.origin': { zh: '检查点属于另一个日志', en: 'the checkpoint is of another log' },
  'audit.problem.note.unknownKey': {
    zh: '检查点由未知密钥签署',
    en: 'the checkpoint is signed by no known key',
  },
  'audit.problem.note.signature': { zh: '检查点签名无效', en: 'the signature of the checkpoint is wrong' },
  'audit.problem.checkpoint.differs': {
    zh: '检查点的登记内容与其签署内容不同',
    en: 'the row of the checkpoint says something else than what was signed',
  },
  'audit.problem.checkpoint.missing': {
    zh: '库外检查点在数据库中已不存在',
    en: 'a checkpoint known outside is no longer in the database',
  },
  'audit.proved': {
    zh: '记录 {entry} 的存在证明已写入 {file}（第 {index} 位，检查点 {size}）。',
    en: 'The proof for entry {entry} is in {file} (place {index}, checkpoint {size}).',
  },
  'audit.holds': {
    zh: '证明成立：记录 {entry} 位于日志 {origin} 第 {index} 位（检查点 {size}）。',
    en: 'The proof holds: entry {entry} is at place {index} of the log {origin} (checkpoint {size}).',
  },
  'audit.fails.form': {
    zh: '证明不成立：文件格式不正确。',
    en: 'The proof fails: it has not the form of one.',
  },
  'audit.fails.note': {
    zh: '证明不成立：检查点没有已知密钥的有效签名。',
    en: 'The proof fails: no known key signed its checkpoint.',
  },
  'audit.fails.path': {
    zh: '证明不成立：记录不在该检查点的日志中，或内容被改动。',
    en: 'The proof fails: the entry is not in the log of this checkpoint, or was edited.',
  },
  'audit.checkpoint.same': {
    zh: '自上一个检查点以来没有新记录。',
    en: 'No entry was added since the last checkpoint.',
  },
  'audit.checkpoint.none': { zh: '审计日志还没有记录。', en: 'The log has no entries yet.' },
  'key.line': {
    zh: '{kind}  {id}  {at}  {state}  {vkey}',
    en: '{kind}  {id}  {at}  {state}  {vkey}',
  },
  'key.none': { zh: '还没有密钥。', en: 'There are no keys yet.' },
  'key.state.current': { zh: '使用中', en: 'in use' },
  'key.state.earlier': { zh: '旧密钥', en: 'earlier' },
  'key.state.destroyed': { zh: '已销毁', en: 'destroyed' },
  'key.rotated': { zh: '已启用新密钥 {id}。', en: 'The new key {id} is used from now on.' },
  'key.destroyed': {
    zh: '密钥 {id} 已销毁。密钥目录的备份也须销毁。',
    en: 'The key {id} was destroyed. Backups of the keys folder have to be destroyed too.',
  },

  'error.keys.broken': {
    zh: '密钥文件 {file} 无法读取或已损坏。请从备份恢复；不会自动生成新密钥。',
    en: 'The key file {file} cannot be read or is broken. Restore it from a backup; no new keys are made in its place.',
  },
  'error.keys.folder': {
    zh: '无法建立或写入密钥目录 {folder}。请检查权限，或设置另一个 KEYS_DIR。',
    en: 'The keys folder {folder} cannot be made or written. Check its rights, or set another KEYS_DIR.',
  },
  'error.keys.name': {
    zh: '日志名称「{name}」不能用于签名：不得含空格或加号。',
    en: 'The log cannot sign as “{name}”: no blanks and no plus signs.',
  },
  'error.keys.unknown': {
    zh: '没有可销毁的假名密钥 {id}。',
    en: 'There is no key of pseudonyms {id} that could be destroyed.',
  },
  'error.keys.kind': {
    zh: '没有密钥种类「{kind}」。可用：{known}。',
    en: 'There is no kind of key “{kind}”. Known: {known}.',
  },
  'error.audit.key': {
    zh: '「{key}」不是验证公钥。',
    en: '“{key}” is no public key for verifying.',
  },
  'error.audit.file': { zh: '无法读取文件 {file}。', en: 'The file {file} cannot be read.' },
  'error.audit.out': { zh: '无法写入文件 {file}。', en: 'The file {file} cannot be written.' },
  'error.audit.unknown': { zh: '没有审计记录 {seq}。', en: 'There is no audit entry {seq}.' },
  'error.audit.uncovered': {
    zh: '审计记录 {seq} 尚未被检查点覆盖，请先生成检查点。',
    en: 'No checkpoint covers the audit entry {seq} yet; make one first.',
  },
  'error.audit.inconsistent': {
    zh: '审计日志与检查点 {size} 不符，未签署新的检查点。请运行验证查明改动之处。',
    en: 'The audit log does not agree with checkpoint {size}; nothing new is signed. Verify it to see what was changed.',
  },
  'error.audit.witnessLate': {
    zh: '见证方 {witness} 未及时接收检查点。',
    en: 'The witness {witness} did not take the checkpoint in time.',
  },
});
