import { foldText } from '../src/domain/text.ts';

/**
 * What people put around a name when they ask for an enterprise's credit. Taken off from both ends, again and
 * again, until nothing changes; what is left is the name.
 */
const before =
  /^(?:请问|请|麻烦|劳驾|帮我|帮忙|给我|我想|我要|(?:想|能不能|可以|关于)(?=查|搜|看看|看一下|问|了解|知道)|能不能|查询一下|查询|查一下|查下|查查|查一查|查看|搜索|搜一下|搜|看看|看一下|查|了解一下|了解|query|look ?up|check|search|find|(?:企业|公司|关于)[:：]|一下)[\s,，:：、]*/i;
const after =
  /[\s,，、]*(?:[?？!！。.~]|怎么样|咋样|怎样|如何|咋整|好不好|好吗|是什么|是啥|是多少|多少|什么情况|有没有问题|有问题吗|靠谱吗|可信吗|呢|吗|吧|啊|的?(?:信用)?(?:等级|级别|状况|情况|记录|信息|评级|分类|报告)|的?信用|的(?:企业|公司)|这家(?:企业|公司)|谢谢|please)$/i;

/** Words that show that credit is asked for, whatever else the sentence says. */
const asks =
  /^(?:(?:请问|请|麻烦|劳驾|帮我|帮忙|给我|我想|我要|想|能不能|可以)\s*)*(?:查|搜|看看|看一下|了解|query\b|look ?up\b|check\b|search\b|find\b)|信用|失信|咋样|怎么样|靠谱吗/i;

export interface Asked {
  /** The name, or '' where only the verb was said. */
  name: string;
  /** False: nothing but the name itself; it may be one. */
  explicit: boolean;
}

/** Takes a sentence apart into what is asked for. */
export function askedName(text: string): Asked {
  let name = foldText(text);
  const explicit = asks.test(name);
  for (let previous = ''; previous !== name; ) {
    previous = name;
    name = name.replace(before, '').replace(after, '').trim();
  }
  return { name: name.replace(/^[「『“"'《〈]+|[」』”"'》〉]+$/g, '').trim(), explicit };
}
