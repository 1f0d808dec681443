import { defineWords } from './words.ts';

/** The verifiable draw: command line, what a verifier can find wrong (by its codes), and errors. */
export const drawWords = defineWords({
  'cli.draw': { zh: '可验证的随机抽取（draw/v1）', en: 'the verifiable draw (draw/v1)' },
  'cli.draw.demo': {
    zh: '以示例数据走完一次抽取，写出材料包，供试用验证程序',
    en: 'a whole draw on made-up enterprises, as a bundle to try the verifiers on',
  },
  'cli.draw.verify': {
    zh: '验证抽取材料包，无需数据库和网络',
    en: 'verify a bundle, without database or network',
  },
  'cli.draw.candidates': { zh: '检查对象数', en: 'how many candidates' },
  'cli.draw.seed': { zh: '示例种子：相同的种子得到相同的材料包', en: 'the same seed makes the same bundle' },
  'cli.draw.out': { zh: '写入此文件', en: 'file to write' },
  'cli.draw.file': { zh: '抽取材料包；多份一并核对是否重复抽取', en: 'bundle; several are compared as well' },
  'cli.draw.key': {
    zh: '抽取前公布的签署公钥（64 位十六进制）',
    en: 'public key that was published before the draw (64 hex digits)',
  },
  'cli.draw.commit': {
    zh: '抽取前公布的承诺书文件',
    en: 'file with the commit record that was published before the draw',
  },

  'draw.demo': {
    zh: '已写出 {file}：计划 {plan}，对象 {candidates} 个，抽中 {selected} 个，候补 {standby} 个。示例数据，均为虚构，与任何真实主体无关。',
    en: 'Written to {file}: plan {plan}, {candidates} candidates, {selected} selected, {standby} standing by. Sample data, all made up.',
  },
  'draw.holds': {
    zh: '{file}：全部相符。已核对：格式与次序、对象 {candidates} 个和执法人员 {inspectors} 名的根哈希、承诺书签名、{opened} 个部门的随机数、信标 {beacon} 第 {beaconRound} 轮、种子、{strata} 层抽中 {selected} 个及候补、配对 {visits} 户、回避 {recusals} 次、凭证签名。',
    en: '{file}: everything holds. Checked: form and order, roots of {candidates} candidates and {inspectors} inspectors, signature of the commit record, secrets of {opened} departments, beacon {beacon} round {beaconRound}, seed, {selected} selected in {strata} strata and those standing by, inspectors of {visits} visits, {recusals} recusals, signature of the certificate.',
  },
  'draw.broken': { zh: '{file}：有 {count} 处不符：', en: '{file}: {count} things are wrong:' },
  'draw.finding': { zh: '  {where}  {text}', en: '  {where}  {text}' },
  'draw.finding.values': {
    zh: '  {where}  {text}（所载 {told}，应为 {right}）',
    en: '  {where}  {text} (it says {told}, right is {right})',
  },
  'draw.more': { zh: '  另有 {count} 处未列出', en: '  and {count} more' },
  'draw.notice': { zh: '{file}：{notice}', en: '{file}: {notice}' },
  'draw.compare': {
    zh: '计划 {plan}\n承诺书 {commitHash}\n签署公钥 {key}\n请与抽取前公布的承诺书和公钥核对。',
    en: 'Plan {plan}\nCommit record {commitHash}\nSigned by {key}\nCompare both with what was published before the draw.',
  },

  'draw.problem.shape.type': { zh: '类型不符', en: 'is of another type' },
  'draw.problem.shape.value': { zh: '内容不合格式', en: 'is malformed' },
  'draw.problem.shape.missing': { zh: '缺少此项', en: 'is missing' },
  'draw.problem.shape.extra': { zh: '多出此项', en: 'does not belong here' },
  'draw.problem.shape.doubled': { zh: '此项重复出现', en: 'comes twice' },
  'draw.problem.order': {
    zh: '次序不符（应严格递增，不得重复）',
    en: 'is out of order, or comes twice',
  },
  'draw.problem.list.count': {
    zh: '名单条数与承诺书不符：有增加或删除',
    en: 'the list has another length than was committed to: something was added or dropped',
  },
  'draw.problem.list.root': {
    zh: '名单与承诺书的根哈希不符：有增加、删除、改动或换序',
    en: 'the list is not the one committed to: added, dropped, changed or reordered',
  },
  'draw.problem.stratum.count': {
    zh: '层内对象数与承诺书不符',
    en: 'the stratum has another number of candidates',
  },
  'draw.problem.stratum.weight': {
    zh: '层内权重合计与承诺书不符',
    en: 'the weights of the stratum have another sum',
  },
  'draw.problem.stratum.k': { zh: '抽取数多于层内对象数', en: 'more are drawn than there are' },
  'draw.problem.stratum.standby': {
    zh: '候补数不是抽取数的五分之一（进位）',
    en: 'those standing by are not a fifth of the selected, rounded up',
  },
  'draw.problem.stratum.unknown': {
    zh: '对象所在的层不在承诺书中',
    en: 'the stratum is not in the commit record',
  },
  'draw.problem.inspector.department': {
    zh: '执法人员所在部门不参加本次检查',
    en: 'the department does not inspect',
  },
  'draw.problem.commit.times': {
    zh: '随机数提交截止早于承诺时间',
    en: 'secrets are due before the commit record was made',
  },
  'draw.problem.beacon.twice': { zh: '同一信标列了两次', en: 'the same beacon is named twice' },
  'draw.problem.beacon.soon': {
    zh: '信标时间距承诺不足10分钟，或早于随机数提交截止',
    en: 'the beacon is less than ten minutes ahead, or before secrets are due',
  },
  'draw.problem.beacon.chain': { zh: '不是 drand quicknet 的链', en: 'is not the chain of drand’s quicknet' },
  'draw.problem.beacon.time': { zh: '信标时间不是该轮次的时间', en: 'is not the time of this round' },
  'draw.problem.key.form': { zh: '公钥不合规范', en: 'is no sound public key' },
  'draw.problem.key.other': { zh: '签署公钥不是指定的公钥', en: 'is not the key that was given' },
  'draw.problem.commit.signature': {
    zh: '承诺书签名无效',
    en: 'the signature of the commit record does not hold',
  },
  'draw.problem.commit.other': {
    zh: '承诺书不是此前公布的那一份：同一计划有第二份承诺书，或内容被改',
    en: 'is not the commit record that was published: a second one of the plan, or a changed one',
  },
  'draw.problem.commit.second': {
    zh: '同一计划有两份不同的承诺书：重复抽取',
    en: 'the same plan has two commit records: it was drawn twice',
  },
  'draw.problem.reveal.count': {
    zh: '公开的随机数与承诺的部门数不符',
    en: 'there are not as many reveals as commitments',
  },
  'draw.problem.reveal.department': {
    zh: '公开随机数的部门与承诺书不符',
    en: 'is another department than committed',
  },
  'draw.problem.reveal.missing': { zh: '未公开的部门应全部填零', en: 'a missing reveal has to be all zeros' },
  'draw.problem.reveal.time': {
    zh: '随机数的提交时间早于承诺或晚于截止',
    en: 'the secret came before the commit record, or too late',
  },
  'draw.problem.reveal.commitment': {
    zh: '公开的随机数与该部门的承诺不符',
    en: 'the secret is not the one committed to',
  },
  'draw.problem.reveal.few': { zh: '公开随机数的部门不足两个', en: 'fewer than two departments opened' },
  'draw.problem.beacon.unknown': {
    zh: '信标不在承诺书所列之内',
    en: 'the beacon is not in the commit record',
  },
  'draw.problem.beacon.skipped': {
    zh: '跳过的信标与承诺书的次序不符',
    en: 'the beacons that were skipped are not those before it',
  },
  'draw.problem.beacon.early': { zh: '信标记录早于信标时间', en: 'was written down before it was due' },
  'draw.problem.beacon.entries': {
    zh: '两人录入的公开数值不一致',
    en: 'the two officials typed different texts',
  },
  'draw.problem.beacon.bytes': {
    zh: '信标数值与其来源不符',
    en: 'the bytes do not follow from their source',
  },
  'draw.problem.beacon.signature': {
    zh: '信标签名无效：drand 网络未发布过这一数值',
    en: 'drand’s network did not make this signature for this round',
  },
  'draw.problem.selection.strata': {
    zh: '结果的分层与承诺书不符',
    en: 'the strata are not those committed to',
  },
  'draw.problem.selection.selected': {
    zh: '抽中名单与重新计算的结果不符，自此处起',
    en: 'the selection is another one from here on',
  },
  'draw.problem.selection.standby': {
    zh: '候补名单与重新计算的结果不符，自此处起',
    en: 'others stand by from here on',
  },
  'draw.problem.pairing': {
    zh: '执法人员配对与重新计算的结果不符，自此处起',
    en: 'the inspectors are others from here on',
  },
  'draw.problem.recusal': {
    zh: '回避记录与重新计算的结果不符，自此处起',
    en: 'the recusals are others from here on',
  },
  'draw.problem.seed': { zh: '种子与重新计算的结果不符', en: 'the seed is another one' },
  'draw.problem.certificate.field': {
    zh: '抽取凭证所载与材料不符',
    en: 'the certificate is about something else',
  },
  'draw.problem.certificate.time': {
    zh: '抽取凭证早于信标记录',
    en: 'the certificate is older than the beacon',
  },
  'draw.problem.certificate.signature': {
    zh: '抽取凭证签名无效',
    en: 'the signature of the certificate does not hold',
  },

  'error.draw.file': {
    zh: '无法读取 {file}。请检查文件名和读取权限。',
    en: '{file} cannot be read. Check its name and rights.',
  },
  'error.draw.json': {
    zh: '{file} 不是抽取材料包（{reason}）。请重新下载已公布的文件。',
    en: '{file} is no bundle ({reason}). Download the published file again.',
  },
  'error.draw.commitFile': {
    zh: '{file} 不是承诺书。请使用抽取前公布的文件。',
    en: '{file} is no commit record. Use the file that was published before the draw.',
  },
  'error.draw.out': {
    zh: '无法写入 {file}。请检查目录和写入权限。',
    en: '{file} cannot be written. Check folder and rights.',
  },
  'error.draw.candidate': {
    zh: '检查对象 {id} 的编号、地区、盐值、分层或权重不合格式。请更正名录后再冻结。',
    en: 'Candidate {id}: id, region, salt, stratum or weight is malformed. Correct the list before it is frozen.',
  },
  'error.draw.inspector': {
    zh: '执法人员 {id} 的登记项不合格式，或所在部门不参加检查。请更正名录后再冻结。',
    en: 'Inspector {id} is malformed, or of a department that does not inspect. Correct the list before it is frozen.',
  },
  'error.draw.order': {
    zh: '名单在 {id} 处未按编号严格递增。请按编号字节排序并去重。',
    en: 'The list is not strictly ascending at {id}. Sort it by bytes of the id, without doubles.',
  },
  'error.draw.plan': {
    zh: '抽查计划的 {field} 不合要求。请更正后重新提交。',
    en: 'The plan’s {field} is not valid. Correct it.',
  },
  'error.draw.strata': {
    zh: '计划的分层与对象名单的分层不一致。请为名单中的每一层确定抽取数。',
    en: 'The plan’s strata are not those of the list. Say for each stratum of the list how many to draw.',
  },
  'error.draw.k': {
    zh: '分层 {stratum} 要抽取 {k} 个，名单中只有 {count} 个。请调整抽取数。',
    en: 'Stratum {stratum}: {k} are to be drawn of {count}. Change the number.',
  },
  'error.draw.weight': {
    zh: '分层 {stratum} 的权重合计过大。请减小权重。',
    en: 'Stratum {stratum}: the weights add up to too much. Make them smaller.',
  },
  'error.draw.commitments': {
    zh: '至少要有 {least} 个部门提交随机数承诺。请等待其他部门提交。',
    en: 'At least {least} departments have to commit. Wait for the others.',
  },
  'error.draw.secret': {
    zh: '{department} 的随机数须为 32 字节。请重新生成。',
    en: 'The secret of {department} has to have 32 bytes. Make it again.',
  },
  'error.draw.key': {
    zh: '签署密钥与承诺书所载公钥不同。请使用承诺书所载的密钥。',
    en: 'Another key than the commit record names. Sign with that one.',
  },
  'error.draw.commit': {
    zh: '承诺书签名无效，不得据此抽取。请核对承诺书原件。',
    en: 'The commit record’s signature does not hold. Nothing is drawn from it; compare it with the original.',
  },
  'error.draw.lists': {
    zh: '名单与承诺书不符，不得抽取。承诺之后名单不得变动，请恢复冻结时的名单。',
    en: 'The lists are not those committed to. They may not change after the commit; restore the frozen ones.',
  },
  'error.draw.reveal': {
    zh: '{department} 提交的随机数与其承诺不符，或早于承诺书。请该部门提交原随机数。',
    en: 'The secret of {department} is not the one committed to, or came before the commit record. The department has to hand in the original.',
  },
  'error.draw.reveals': {
    zh: '按时提交随机数的部门不足 {least} 个，本次抽取无效。须另立计划。',
    en: 'Fewer than {least} departments opened in time: this draw is void. Make another plan.',
  },
  'error.draw.beacon.plan': {
    zh: '信标须在承诺之后至少 10 分钟、不早于随机数提交截止，且格式正确、不重复。请更正信标安排。',
    en: 'Beacons have to be well formed, different, ten minutes ahead of the commit and not before secrets are due. Correct them.',
  },
  'error.draw.beacon.unknown': {
    zh: '承诺书中没有信标 {kind} 第 {round} 轮。请使用承诺书所列的信标。',
    en: 'The commit record has no beacon {kind} round {round}. Use one that it names.',
  },
  'error.draw.beacon.skipped': {
    zh: '须按承诺书的次序使用信标，跳过的每一个都要写明原因。请补全。',
    en: 'Beacons are used in the order of the commit record, with a reason for each that is skipped. Add what is missing.',
  },
  'error.draw.beacon.early': {
    zh: '信标 {kind} 第 {round} 轮尚未到时间。请到时再录入。',
    en: 'Beacon {kind} round {round} is not due yet. Wait.',
  },
  'error.draw.beacon.signature': {
    zh: 'drand 第 {round} 轮的签名无效。请核对录入的数值。',
    en: 'The signature of drand’s round {round} does not hold. Check what was typed.',
  },
  'error.draw.beacon.entries': {
    zh: '须由两名不同人员录入相同的公开数值。请两人重新录入。',
    en: 'Two people have to type the same public figure. Type it again.',
  },
});
