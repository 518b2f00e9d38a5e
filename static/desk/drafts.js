// A few seconds after typing stops, the server keeps the words too: for another browser, or another day.
// Nothing is saved in the conference by that.

import { revision } from "./fields.js";
import { offer } from "./offer.js";

const PAUSE = 3000;
// Who types without a pause is not to lose more than this.
const LONGEST = 20000;

/** The server's own words for why nothing was kept; empty where it had none for people. */
class Refusal extends Error {}

/** Keep a form's changed fields on the server, and offer what it has kept; return how to settle that. */
export function keepDraft(form, { before, changed, refused, tab }) {
  const typing = document.getElementById("desk-typing");
  if (!typing || typing.dataset.form !== form.id) return null;
  const saved = document.getElementById("desk-saved");
  const shown = document.getElementById("desk-draft");
  const kept = [...(shown?.querySelectorAll("[data-name]") ?? [])]
    .map((field) => [field.dataset.name, field.value])
    .filter(([name, value]) => before[name] !== value);
  const same = shown?.dataset.revision === revision(form);
  // Until the person has decided, what is kept must not be overwritten by what is typed now.
  let undecided = kept.length > 0 && JSON.stringify(kept) !== JSON.stringify(tab) ? kept : [];
  let [timer, since, running] = [0, 0, null];

  async function send(entries, { typed = true } = {}) {
    running?.abort();
    running = new AbortController();
    const own = running;
    const response = await fetch(typing.dataset.draft, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        // Typing is somebody being there, and keeps the session alive; what the page does by itself does not.
        "X-Background": typed ? "typed" : "1",
      },
      body: JSON.stringify({ page: typing.dataset.page, revision: revision(form), entries }),
      // A page to be led to is no answer to this.
      redirect: "manual",
      signal: own.signal,
    });
    if (!response.ok) throw new Refusal(response.status === 401 ? await response.text() : "");
    return response.json();
  }

  async function save() {
    clearTimeout(timer);
    since = 0;
    if (undecided.length && !same) {
      saved.textContent = "上面还有一份草稿没有处理，处理以后才会继续自动保存；现在写的内容保留在这个标签页里。";
      return;
    }
    const entries = { ...Object.fromEntries(undecided), ...Object.fromEntries(changed()) };
    try {
      const answer = await send(entries);
      saved.textContent = answer.saved ? `草稿已自动保存 ${answer.saved}` : "";
    } catch (error) {
      if (error.name === "AbortError") return;
      saved.textContent = error.message && error instanceof Refusal
        ? `${error.message}草稿没有自动保存；您写的内容还保留在这个标签页里，请不要关闭，在这里重新登录后可以找回。`
        : "草稿没有自动保存成功；您写的内容还保留在这个标签页里，请不要关闭。";
    }
  }

  function soon() {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  const settle = () => {
    undecided = [];
  };
  const drop = () => {
    settle();
    save();
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    // What is being saved needs no draft, and one that comes late would outlive it.
    running?.abort();
  });
  if (shown) shown.hidden = true;
  if (shown && !refused && undecided.length) {
    offer(form, {
      entries: kept,
      same,
      said: `服务器上有您没有保存的草稿，改了 ${kept.length} 处。`,
      overtaken: "服务器上有您没有保存的草稿，而这场发布会后来又有修改。您写的是：",
      restored: settle,
      dropped: drop,
    });
  } else if (shown && !kept.length) {
    // All of it stands in the conference by now.
    send({}, { typed: false }).catch(() => {});
  }
  return { settle, drop };
}
