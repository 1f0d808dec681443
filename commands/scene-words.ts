import type { Scene } from '../src/domain/measures.ts';

/** What people call a scene; said after the name, with a blank between, since names of enterprises hold such words too. */
const sceneWords: readonly (readonly [Scene, RegExp])[] = [
  ['inspection', /^(?:抽查检查|抽查|检查|双随机|inspections?)$/i],
  ['qualification', /^(?:资格审查|资格|资质审查|资质|eligibility)$/i],
  ['acceptance', /^(?:评估验收|评估|验收|acceptance)$/i],
  ['approval', /^(?:行政审批|审批|许可|行政许可|approvals?)$/i],
  ['convenience', /^(?:便民服务|便民|公共服务|public services?)$/i],
  ['supervision', /^(?:行政监管|监管|日常监管|supervision)$/i],
  ['exit', /^(?:市场退出|退出|注销|exit)$/i],
  ['finance', /^(?:金融信贷|金融|信贷|贷款|融资|finance)$/i],
  ['procurement', /^(?:公共资源交易|公共资源|政府采购|采购|招投标|招标投标|投标|procurement)$/i],
  ['honours', /^(?:评先评优|评优|评先|荣誉|表彰|honou?rs?)$/i],
  ['employment', /^(?:从业限制|从业|任职|任职限制|employment)$/i],
  ['strict', /^(?:依法严惩|严惩重罚|严惩|重罚|处罚|strict)$/i],
];
const around = /^(?:信用\s*[+＋]\s*)|(?:场景|方面|领域)$/g;

/** The scene that one word means; null: none. */
export function sceneNamed(word: string): Scene | null {
  const plain = word.replace(around, '');
  return sceneWords.find(([, words]) => words.test(plain))?.[0] ?? null;
}

/** The scene at the end (or alone), and the words without it. */
export function sceneOf(text: string): { scene: Scene | null; words: string } {
  const tokens = text.split(/[\s，,、]+/).filter((token) => token !== '');
  const last = tokens.at(-1);
  const scene = last === undefined ? null : sceneNamed(last);
  return scene === null
    ? { scene, words: tokens.join(' ') }
    : { scene, words: tokens.slice(0, -1).join(' ') };
}
