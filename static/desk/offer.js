// The bar above a form that gives kept words back, or lets them go.

import { put } from "./fields.js";

/**
 * Offer the kept entries. `same` says whether the form still is what they were typed on: else its third row
 * may be another, and the words are only shown. `done` is called once they are put back, or let go.
 */
export function offer(form, { entries, same, said, overtaken, restored, dropped }) {
  let left = entries;
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
    text.value = left.map(([, value]) => value).filter((value) => value && value !== "on").join("\n\n");
    bar.append(text);
  };
  if (same) {
    say.textContent = said;
    button("找回这些修改", (event) => {
      left = left.filter((entry) => !put(form, entry));
      restored();
      form.dispatchEvent(new Event("input", { bubbles: true }));
      if (left.length) {
        event.target.remove();
        say.textContent = "已填回。下面这些没有对应的位置，请复制：";
        words();
      } else {
        bar.remove();
      }
    });
  } else {
    say.textContent = overtaken;
    words();
  }
  button("不要了", () => {
    dropped();
    bar.remove();
  });
  form.before(bar);
}
