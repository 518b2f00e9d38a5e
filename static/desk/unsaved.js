// What somebody types is kept in the tab until the server has taken it: an expired session, a mistaken
// click or a closed lid must not cost a morning's work. It never leaves the tab, and goes with it.

const PREFIX = "unsaved:";
const NOT_TYPED = new Set(["hidden", "file", "submit", "button"]);

/** Return what a form holds, without files and what the server put there for itself. */
function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.type)) continue;
    if (field.type === "radio" && !field.checked) continue;
    found[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return found;
}

function revision(form) {
  return (form.elements.revision ?? form.elements.seen_revision)?.value ?? "";
}

function put(form, [name, value]) {
  const field = form.elements.namedItem(name);
  if (!field) return false;
  if (field.type === "checkbox") field.checked = value;
  else field.value = value;
  return true;
}

/** Show a bar above the form that gives the kept words back, or lets them go. */
function offer(form, key, kept, entries) {
  const bar = document.createElement("div");
  bar.className = "desk-unsaved";
  bar.setAttribute("role", "status");
  const say = document.createElement("p");
  bar.append(say);
  const button = (label, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    bar.append(element, " ");
  };
  const words = () => {
    const text = document.createElement("textarea");
    text.readOnly = true;
    text.rows = 8;
    text.setAttribute("aria-label", "尚未保存的内容");
    text.value = entries.map(([, value]) => value).filter((value) => typeof value === "string").join("\n\n");
    bar.append(text);
  };
  if (kept.revision === revision(form)) {
    say.textContent = `上次在这里改了 ${entries.length} 处，还没有保存。`;
    button("找回这些修改", () => {
      entries = entries.filter((entry) => !put(form, entry));
      form.dispatchEvent(new Event("input", { bubbles: true }));
      if (entries.length) {
        say.textContent = "已填回。下面这些没有对应的位置，请复制：";
        words();
      } else {
        bar.remove();
      }
    });
  } else {
    say.textContent = "您上次在这里写的内容没有保存，而这场发布会后来又有修改。您写的是：";
    words();
  }
  button("不要了", () => {
    sessionStorage.removeItem(key);
    bar.remove();
  });
  form.before(bar);
}

function keep(form) {
  const key = PREFIX + location.pathname;
  const before = values(form);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // What was sent and refused stands in the form already, and is not saved for all that.
  const refused = Boolean(document.querySelector(".messagelist .error, .errornote, .errorlist"));
  const refusedNames = new Set(refused && kept ? kept.entries.map(([name]) => name) : []);
  let dirty = refused;
  if (kept && !refused) {
    const entries = kept.entries.filter(([name, value]) => before[name] !== value);
    if (entries.length) offer(form, key, kept, entries);
    else sessionStorage.removeItem(key);
  }
  const store = (sent) => {
    const now = Object.entries(values(form));
    const entries = now.filter(([name, value]) => before[name] !== value || refusedNames.has(name));
    dirty = refused || entries.length > 0;
    if (entries.length) sessionStorage.setItem(key, JSON.stringify({ revision: revision(form), entries, sent }));
    else sessionStorage.removeItem(key);
  };
  form.addEventListener("input", () => store(false));
  form.addEventListener("change", () => store(false));
  form.addEventListener("submit", () => {
    store(true);
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
  if (form.querySelector("textarea")) keep(form);
}
