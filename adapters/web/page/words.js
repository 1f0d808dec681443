/** What a screen reader and the fonts need to know of each language the bot speaks. */
export const languageTags = { zh: 'zh-CN', en: 'en' };

/** The page's words as the server sent them: key → {zh, en}. */
let words = {};

export function setWords(served) {
  words = served;
}

/** A text in a language, its `{name}` placeholders filled from `params`. */
export function say(key, locale, params = {}) {
  const text = words[key]?.[locale] ?? words[key]?.zh ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
}

/** Writes the words of everything under `root` that names its words in data attributes. */
export function writeWords(root, locale) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = say(element.dataset.text, locale);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label, locale));
  }
  for (const element of root.querySelectorAll('[data-placeholder]')) {
    element.placeholder = say(element.dataset.placeholder, locale);
  }
}
