const firstPauseMs = 500;
const longestPauseMs = 5_000;
const answerWithinMs = 30_000;
/** So often a server that answers "not now" is asked again; a server that cannot be reached, for ever. */
const triesWhenBusy = 6;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Messages on their way to the server: one after another, each tried again under the same id until it is taken
 * over or refused. An entry is `{id, persona, content, label, at, failure}`; `failure` is null or an error code.
 */
export class Outbox {
  #entries = [];
  #running = false;
  #changed;
  #renewSession;

  /**
   * @param {(entry, taken: boolean) => void} changed called once an entry is taken over, or refused for good
   * @param {() => Promise<void>} renewSession called when the server no longer knows the session
   */
  constructor(changed, renewSession) {
    this.#changed = changed;
    this.#renewSession = renewSession;
  }

  /** @param content `{text}` or `{token}` */
  add(persona, content, label) {
    const entry = { id: crypto.randomUUID(), persona, content, label, at: new Date(), failure: null };
    this.#entries.push(entry);
    this.#run();
    return entry;
  }

  /** What is not taken over yet, of one persona. */
  of(persona) {
    return this.#entries.filter((entry) => entry.persona === persona);
  }

  /** Whether this press is on its way already. */
  isPressing(token) {
    return this.#entries.some(({ content, failure }) => content.token === token && !failure);
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      const entry = this.#entries.find(({ failure }) => !failure);
      if (!entry) break;
      entry.failure = await this.#deliver(entry);
      if (!entry.failure) this.#entries = this.#entries.filter((other) => other !== entry);
      this.#changed(entry, !entry.failure);
    }
    this.#running = false;
  }

  /** @returns {Promise<string | null>} null once it is taken over, or the code of why it never will be */
  async #deliver(entry) {
    let busy = 0;
    for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
      const answer = await post(entry);
      if (answer === 'taken') return null;
      if (answer === 'web.busy' || answer === 'web.internal') busy += 1;
      else if (answer !== 'unreachable' && answer !== 'web.session') return answer;
      if (busy === triesWhenBusy) return answer;
      await pause(wait);
      // A page that cannot get a session yet is told so again at the next try.
      if (answer === 'web.session') await this.#renewSession().catch(() => undefined);
    }
  }
}

/** @returns {Promise<string>} `taken`, `unreachable`, or the code of the refusal */
async function post({ id, persona, content }) {
  let response;
  try {
    response = await fetch('messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona, id, ...content }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch {
    return 'unreachable';
  }
  if (response.ok) return 'taken';
  const { code } = await response.json().catch(() => ({}));
  return code ?? 'web.internal';
}
