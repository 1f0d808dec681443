import { drawCard } from './card.js';
import { make } from './elements.js';
import { Outbox } from './outbox.js';
import { languageTags, say, setWords, writeWords } from './words.js';

const chips = [
  { key: 'web.chip.help', sends: true },
  // A name must follow, so it is put into the box.
  { key: 'web.chip.query', sends: false },
  { key: 'web.chip.me', sends: true },
];

const [log, form, text, state, personas, chipBox] = [
  'log',
  'composer',
  'text',
  'state',
  'personas',
  'chips',
].map((id) => document.getElementById(id));

const retryMs = 2_000;

let locale = 'zh';
let persona = null;
let events = null;
let lastSeq = 0;
/** Whether the history is drawn, so that what comes now is new. */
let caughtUp = false;
/** Labels of the buttons that were drawn, by token: so that a press can be shown as what was pressed. */
const labels = new Map();
const outbox = new Outbox(showDelivery, renewSession);

async function loadSession() {
  const response = await fetch('personas');
  if (!response.ok) throw new Error(`personas: ${response.status}`);
  const served = await response.json();
  setWords(served.words);
  return served;
}

function setLocale(next) {
  locale = next;
  document.documentElement.lang = languageTags[next];
  document.title = say('web.title', next);
  writeWords(document, next);
  for (const label of personas.querySelectorAll('[data-zh]')) label.textContent = label.dataset[next];
}

function setState(next) {
  state.dataset.state = next;
  state.dataset.text = `web.state.${next}`;
  state.textContent = say(state.dataset.text, locale);
}

/** Opens the persona's chat, after the last message seen of it. */
function connect() {
  events?.close();
  const source = new EventSource(`events?${new URLSearchParams({ persona, after: lastSeq })}`);
  events = source;
  source.addEventListener('message', ({ data }) => receive(JSON.parse(data)));
  source.addEventListener('gap', () => addLine(make('p', { class: 'gap' }, say('web.gap', locale))));
  source.addEventListener('ready', () => {
    setState('online');
    if (caughtUp) return;
    caughtUp = true;
    log.scrollTop = log.scrollHeight;
    log.setAttribute('aria-live', 'polite');
  });
  source.addEventListener('error', () => {
    setState('offline');
    // The browser tries again by itself, except after an answer that was not a stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(reconnect, retryMs, source);
  });
}

/** A new session is another chat, so the stream must follow. */
async function renewSession() {
  await loadSession();
  connect();
}

function reconnect(source) {
  // Another stream may have been opened since.
  if (source === events) renewSession().catch(() => setTimeout(reconnect, retryMs, source));
}

function openPersona(id) {
  persona = id;
  sessionStorage.setItem('persona', id);
  lastSeq = 0;
  caughtUp = false;
  log.setAttribute('aria-live', 'off');
  for (const line of [...log.children].slice(1)) line.remove();
  setState('connecting');
  for (const entry of outbox.of(id)) addLine(drawPending(entry));
  connect();
}

function receive({ seq, direction, deliveryKey, body, at }) {
  if (seq <= lastSeq) return;
  lastSeq = seq;
  if (direction === 'in') return receiveOwn(deliveryKey, body, at);
  if (body.locale !== locale) setLocale(body.locale);
  if (body.replaces !== undefined) return replaceCard(body);
  const card = drawBotCard(body);
  const line = frame('bot', card, new Date(at));
  line.id = `message-${seq}`;
  addLine(line);
}

/** A card was answered: what was chosen stands where its buttons were. */
function replaceCard(body) {
  const old = document.getElementById(`message-${body.replaces}`)?.firstElementChild;
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(drawCard(body.card, body.locale, () => undefined));
  // The button that was pressed is gone: the keyboard goes on from the text box.
  if (hadFocus) text.focus();
}

function drawBotCard(body) {
  const hasActions = body.card.children.some(({ type }) => type === 'actions');
  if (hasActions) {
    // Numbers can be replied to the last offer only.
    for (const card of log.querySelectorAll('.current')) card.classList.remove('current');
  }
  for (const child of body.card.children) {
    if (child.type === 'actions') for (const { token, label } of child.actions) labels.set(token, label);
  }
  const card = drawCard(body.card, body.locale, ({ token, label }) => {
    if (!outbox.isPressing(token)) send({ token }, label);
  });
  card.classList.toggle('current', hasActions);
  return card;
}

/** The server has a message of ours: from here or from another window, or from before. */
function receiveOwn(id, content, at) {
  const shown =
    content.type === 'text' ? content.text : (labels.get(content.token) ?? say('web.pressed', locale));
  const line = document.getElementById(`own-${id}`);
  if (!line) return addLine(drawOwn(id, shown, new Date(at)));
  line.classList.remove('pending');
  // As it was kept: ID numbers are masked.
  line.querySelector('.said').textContent = shown;
}

function send(content, label) {
  const line = drawPending(outbox.add(persona, content, label));
  addLine(line);
  log.scrollTop = log.scrollHeight;
}

function drawOwn(id, said, at) {
  const line = frame('me', make('p', { class: 'said' }, said), at);
  line.id = `own-${id}`;
  return line;
}

function drawPending(entry) {
  const line = drawOwn(entry.id, entry.label, entry.at);
  line.classList.add('pending');
  line.querySelector('.meta').append(make('span', { class: 'progress' }, say('web.sending', locale)));
  if (entry.failure) showDelivery(entry, false, line);
  return line;
}

function showDelivery(entry, taken, line = document.getElementById(`own-${entry.id}`)) {
  const progress = line?.querySelector('.progress');
  if (!progress) return;
  if (taken) return progress.remove();
  line.classList.remove('pending');
  line.classList.add('failed');
  progress.textContent = say('web.failed', locale, { reason: say(`error.${entry.failure}`, locale) });
}

/** A message with who said it and when. */
function frame(who, content, at) {
  const name = say(`web.${who}`, locale);
  const time = make('time', { datetime: at.toISOString() }, timeText(at));
  return make('article', { class: who, 'aria-label': name }, content, make('div', { class: 'meta' }, time));
}

/** Time of day in Shandong, with the date when it is not today's. */
function timeText(at) {
  const zone = { timeZone: 'Asia/Shanghai' };
  const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short', hourCycle: 'h23' }).format(at);
  return day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${time}`;
}

/** Adds a line before what is still being sent, and shows it from its top if the reader was at the end. */
function addLine(line) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  log.insertBefore(line, line.classList.contains('pending') ? null : log.querySelector('.pending'));
  if (!atEnd || !caughtUp) return;
  const end = log.scrollHeight - log.clientHeight;
  log.scrollTop = Math.min(end, Math.max(line.offsetTop - log.offsetTop - 12, log.scrollTop));
}

function submit() {
  const said = text.value;
  if (said.trim() === '') return;
  send({ text: said }, said);
  text.value = '';
  text.focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});
text.addEventListener('keydown', (event) => {
  // While characters are being composed, Enter chooses among them; 229 is how Safari says so.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
});

function drawChips() {
  for (const { key, sends } of chips) {
    const chip = make('button', { type: 'button', 'data-text': key });
    chip.addEventListener('click', () => {
      if (sends) return send({ text: chip.textContent }, chip.textContent);
      text.value = `${chip.textContent} `;
      text.focus();
    });
    chipBox.append(chip);
  }
}

function drawPersonas(offered) {
  for (const { id, label } of offered) {
    const input = make('input', { type: 'radio', name: 'persona', value: id });
    input.addEventListener('change', () => openPersona(id));
    personas.append(make('label', {}, input, make('span', { 'data-zh': label.zh, 'data-en': label.en })));
  }
}

function begin({ personas: offered }) {
  // Not every browser lets the keyboard into a box that scrolls.
  log.tabIndex = 0;
  drawChips();
  drawPersonas(offered);
  setLocale(locale);
  const kept = sessionStorage.getItem('persona');
  const { id } = offered.find((one) => one.id === kept) ?? offered[0];
  personas.querySelector(`[value="${CSS.escape(id)}"]`).checked = true;
  openPersona(id);
  // A touch keyboard that opens by itself would cover half of the page.
  if (matchMedia('(pointer: fine)').matches) text.focus();
}

function load() {
  loadSession().then(begin, () => setTimeout(load, retryMs));
}

load();
