import { make } from './elements.js';
import { languageTags, say } from './words.js';

const drawers = {
  text: ({ text }) => make('p', {}, text),
  note: ({ text }) => make('p', { class: 'note' }, text),
  divider: () => make('hr'),
  image: ({ url, alt }) => make('img', { src: url, alt }),
  list: ({ ordered, items }) => make(ordered ? 'ol' : 'ul', {}, ...items.map((item) => make('li', {}, item))),
  fields: ({ fields }) =>
    make(
      'dl',
      {},
      ...fields.map(({ label, value, tone }) =>
        make('div', {}, make('dt', {}, label), make('dd', tone ? { class: `tone ${tone}` } : {}, value)),
      ),
    ),
  table: ({ columns, rows }, { locale }) =>
    make(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('web.table', locale) },
      make(
        'table',
        {},
        make('thead', {}, make('tr', {}, ...columns.map((column) => make('th', { scope: 'col' }, column)))),
        make('tbody', {}, ...rows.map((row) => make('tr', {}, ...row.map((cell) => make('td', {}, cell))))),
      ),
    ),
  actions: ({ actions }, context) =>
    make('div', { class: 'actions' }, ...actions.map((action) => drawAction(action, context))),
};

/** A real button; its number is what can be replied instead of pressing it. */
function drawAction(action, context) {
  context.number += 1;
  const button = make(
    'button',
    { type: 'button', class: action.style ?? 'plain' },
    make('span', { class: 'number' }, String(context.number)),
    action.label,
  );
  button.addEventListener('click', () => context.press(action));
  return button;
}

/**
 * Draws a card.
 * @param card as `Card` of the chat model
 * @param {'zh' | 'en'} locale the language it is written in
 * @param {(action: {label: string, token: string}) => void} press
 */
export function drawCard(card, locale, press) {
  const context = { locale, press, number: 0 };
  const body = card.children.map((child) => drawers[child.type](child, context));
  if (card.source) body.push(make('p', { class: 'source' }, card.source));
  return make(
    'div',
    { class: `card ${card.tone}`, lang: languageTags[locale] },
    make('h2', { class: `tone ${card.tone}` }, card.title),
    ...body,
  );
}
