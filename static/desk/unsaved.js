// What somebody types is kept in the tab until the server has taken it: an expired session, a mistaken
// click or a closed lid must not cost a morning's work. It goes with the tab; drafts.js keeps it longer.

import { keepDraft } from "./drafts.js";
import { revision, values } from "./fields.js";
import { offer } from "./offer.js";

const PREFIX = "unsaved:";

function keep(form) {
  const key = PREFIX + location.pathname;
  const before = values(form);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // What was sent and refused stands in the form already, and is not saved for all that.
  const refused = Boolean(document.querySelector(".messagelist .error, .errornote, .errorlist"));
  const refusedNames = new Set(refused && kept ? kept.entries.map(([name]) => name) : []);
  let dirty = refused;
  const changed = () =>
    Object.entries(values(form)).filter(([name, value]) => before[name] !== value || refusedNames.has(name));
  const entries = kept && !refused ? kept.entries.filter(([name, value]) => before[name] !== value) : [];
  const draft = keepDraft(form, { before, changed, refused, tab: entries });
  if (entries.length) {
    offer(form, {
      entries,
      same: kept.revision === revision(form),
      said: `上次在这里改了 ${entries.length} 处，还没有保存。`,
      overtaken: "您上次在这里写的内容没有保存，而这场发布会后来又有修改。您写的是：",
      restored: () => draft?.settle(),
      dropped: () => {
        sessionStorage.removeItem(key);
        draft?.drop();
      },
    });
  } else if (kept && !refused) {
    sessionStorage.removeItem(key);
  }
  const store = (sent) => {
    const now = changed();
    dirty = refused || now.length > 0;
    if (now.length) sessionStorage.setItem(key, JSON.stringify({ revision: revision(form), entries: now, sent }));
    else sessionStorage.removeItem(key);
  };
  form.addEventListener("input", () => store(false));
  form.addEventListener("change", () => store(false));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "discard") sessionStorage.removeItem(key);
    else store(true);
    dirty = false;
  });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

// The desk says 成功 once it has taken what was sent, on whichever page it leads to.
if (document.querySelector(".messagelist .success")) {
  for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith(PREFIX))) {
    if (JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
  }
}
for (const form of document.querySelectorAll("#content form")) {
  if (form.querySelector("textarea:not([readonly])")) keep(form);
}
