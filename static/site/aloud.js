import { announce } from "./announce.js";

// Some browsers stop speaking after a quarter of a minute, which is about as much as this.
const LONGEST = 120;
const SENTENCE = /[^。！？；!?;]+[。！？；!?;]*/g;

/** Read the transcript aloud with the browser's own voice: start, pause, by turn, the turn being read marked. */
export function bindAloud() {
  const button = document.querySelector("button[data-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const player = new Player(button, document.querySelector(".player"));
  button.hidden = false;
  button.addEventListener("click", () => player.start());
  for (const turn of document.querySelectorAll(".transcript .turn")) {
    const here = document.createElement("button");
    here.type = "button";
    here.textContent = button.dataset.here;
    here.setAttribute("aria-label", button.dataset.hereLabel);
    here.addEventListener("click", () => player.start(turn));
    turn.querySelector(".turn-links").prepend(here);
  }
  // Another page does not go on with this one's words.
  addEventListener("pagehide", () => player.stop());
}

class Player {
  constructor(button, bar) {
    this.button = button;
    this.bar = bar;
    this.where = bar.querySelector(".player-words");
    this.pauser = bar.querySelector('[data-player="pause"]');
    this.pauseWord = this.pauser.textContent;
    this.turn = null;
    this.reading = false;
    bar.querySelector('[data-player="previous"]').addEventListener("click", () => this.step(-1));
    bar.querySelector('[data-player="next"]').addEventListener("click", () => this.step(1));
    bar.querySelector('[data-player="stop"]').addEventListener("click", () => this.stop());
    this.pauser.addEventListener("click", () => (this.reading ? this.pause() : this.resume()));
  }

  /** Begin with this turn, else with the first. */
  start(turn = this.turns()[0]) {
    this.bar.hidden = false;
    this.button.hidden = true;
    this.read(turn);
    this.pauser.focus({ preventScroll: true });
  }

  /** Return the turns that are shown: some are not while only questions are. */
  turns() {
    return [...document.querySelectorAll(".transcript .turn")].filter((turn) => turn.checkVisibility());
  }

  read(turn) {
    this.mark(turn);
    this.parts = partsOf(turn);
    this.part = 0;
    const { now, scene } = this.bar.dataset;
    this.where.textContent = `${now}${nameOf(turn) || scene}`;
    turn.scrollIntoView({ block: "nearest" });
    this.resume();
  }

  // A paused voice is lost on some phones: pausing ends the sentence, which is begun again afterwards.
  pause() {
    this.reading = false;
    this.pauser.textContent = this.pauser.dataset.resume;
    speechSynthesis.cancel();
  }

  resume() {
    this.reading = true;
    this.pauser.textContent = this.pauseWord;
    speechSynthesis.cancel();
    this.speak();
  }

  speak() {
    const part = this.parts[this.part];
    if (!part) return this.step(1);
    const said = new SpeechSynthesisUtterance(part.words);
    said.lang = part.lang;
    // What was cancelled ends too: only the sentence that is being read leads to the next.
    this.said = said;
    said.addEventListener("end", () => {
      if (this.said !== said || !this.reading) return;
      this.part += 1;
      this.speak();
    });
    said.addEventListener("error", ({ error }) => {
      if (this.said !== said || !this.reading || error === "canceled" || error === "interrupted") return;
      this.stop();
      announce(this.button.dataset.noVoice);
      this.button.textContent = this.button.dataset.noVoice;
    });
    speechSynthesis.speak(said);
  }

  step(by) {
    const turns = this.turns();
    const next = turns[turns.indexOf(this.turn) + by];
    if (next) this.read(next);
    else if (by > 0) this.stop();
    else this.read(this.turn);
  }

  stop() {
    this.reading = false;
    this.said = null;
    speechSynthesis.cancel();
    this.mark(null);
    const focused = this.bar.contains(document.activeElement);
    this.bar.hidden = true;
    this.button.hidden = false;
    if (focused) this.button.focus({ preventScroll: true });
  }

  mark(turn) {
    this.turn?.removeAttribute("data-reading");
    turn?.setAttribute("data-reading", "");
    this.turn = turn;
  }
}

function nameOf(turn) {
  return [...(turn.querySelector(".turn-name")?.childNodes ?? [])].map((part) => part.textContent.trim()).join(" ");
}

/** Return the sentences of a turn with their language, who speaks before what is said. */
function partsOf(turn) {
  const lang = langOf(turn.querySelector(".turn-words"));
  const position = turn.querySelector(".turn-position")?.textContent ?? "";
  const parts = [{ words: [position, nameOf(turn)].join(" ").trim(), lang }];
  for (const one of turn.querySelectorAll(".turn-words p, .turn-words figcaption")) {
    for (const sentence of one.textContent.match(SENTENCE) ?? []) {
      for (let at = 0; at < sentence.length; at += LONGEST) {
        parts.push({ words: sentence.slice(at, at + LONGEST), lang: langOf(one) });
      }
    }
  }
  return parts.filter(({ words }) => words.trim());
}

/** Return the language of an element, as voices are called: by country, not by script. */
function langOf(element) {
  const { lang } = element.closest("[lang]");
  return lang === "zh-Hans" ? "zh-CN" : lang;
}
