import { announce } from "./announce.js";

const root = document.documentElement;

/** Make 字体 [大 中 小], 长者版 and 高对比度 work, and remember them for every page of the site. */
export function bindControls() {
  for (const radio of document.querySelectorAll('input[name="size"]')) {
    radio.addEventListener("change", () => {
      if (radio.value === "medium") delete root.dataset.size;
      else root.dataset.size = radio.value;
      keep();
    });
  }
  for (const button of document.querySelectorAll("button[data-mode]")) {
    button.addEventListener("click", () => {
      const mode = button.dataset.mode;
      const on = !(mode in root.dataset);
      if (on) root.dataset[mode] = "";
      else delete root.dataset[mode];
      keep();
      announce(on ? button.dataset.on : button.dataset.off);
    });
  }
  addEventListener("storage", (event) => event.key === "display" && readBack());
  // A page brought back from the browser's memory may be older than the choice; on a reload some
  // browsers put radio buttons back as they were.
  addEventListener("pageshow", (event) => (event.persisted ? readBack() : showSize()));
  showSize();
}

function keep() {
  const { size = "medium" } = root.dataset;
  const choices = { size, elder: "elder" in root.dataset, contrast: "contrast" in root.dataset };
  try {
    localStorage.setItem("display", JSON.stringify(choices));
  } catch {
    // Storage is forbidden or full: the choice holds for this page.
  }
}

function readBack() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("display")) ?? {};
  } catch {
    // The same as no choice.
  }
  root.toggleAttribute("data-elder", kept.elder === true);
  root.toggleAttribute("data-contrast", kept.contrast === true);
  if (kept.size === "large" || kept.size === "small") root.dataset.size = kept.size;
  else delete root.dataset.size;
  showSize();
}

function showSize() {
  const radio = document.getElementById(`size-${root.dataset.size ?? "medium"}`);
  if (radio) radio.checked = true;
}
