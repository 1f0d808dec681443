/**
 * What the bot answers, on any platform. A card holds plain text only, never markup: adapters escape.
 * Every card has a full text form with numbered actions (`card-text.ts`).
 */
export type Tone = 'neutral' | 'good' | 'notice' | 'warning' | 'serious' | 'error';

/** Before it is bound: what a press would do. */
export interface ActionSpec {
  label: string;
  style?: 'primary' | 'danger';
  intent: string;
  args: Readonly<Record<string, string>>;
}

/** After it is bound: the token is all that leaves the house. */
export interface BoundAction {
  label: string;
  style?: 'primary' | 'danger';
  token: string;
}

export interface Field {
  label: string;
  value: string;
  /** Colours the value where the platform can (class colours); the words alone must say the same. */
  tone?: Tone;
}

export type CardChild<A> =
  | { type: 'text'; text: string }
  | { type: 'fields'; fields: readonly Field[] }
  | { type: 'list'; ordered: boolean; items: readonly string[] }
  | { type: 'table'; columns: readonly string[]; rows: readonly (readonly string[])[] }
  | { type: 'image'; url: string; alt: string }
  | { type: 'divider' }
  /** Small print: sources, defaults, 示例数据. */
  | { type: 'note'; text: string }
  | { type: 'actions'; actions: readonly A[] };

export interface CardOf<A> {
  title: string;
  tone: Tone;
  children: readonly CardChild<A>[];
  /** A question: answered once; then its actions are taken away and the choice stands in their place. */
  once?: boolean;
  /** Where the answer comes from and as of when; null for small talk. */
  source: string | null;
}

export type DraftCard = CardOf<ActionSpec>;
export type Card = CardOf<BoundAction>;
