import { announce } from "./announce.js";
import { timed } from "./offline.js";

/** List the pages that this browser keeps, the one read last first, and let them be cleared. */
export async function bindKept() {
  const section = document.querySelector(".kept");
  if (!section || !("caches" in window)) return;
  const button = section.querySelector("button");
  button.addEventListener("click", async () => {
    await cleared();
    await show(section);
    announce(button.dataset.said);
  });
  try {
    await show(section);
  } catch {
    // A browser that forbids keeping keeps nothing: the page says so already.
  }
}

async function show(section) {
  const list = section.querySelector("ul");
  const kept = await (await caches.open("pages")).match("/offline/index.json");
  const pages = kept ? await kept.json() : [];
  list.replaceChildren(...pages.reverse().map((page) => line(page, list.dataset.words)));
  list.hidden = !pages.length;
  section.querySelector(".kept-none").hidden = pages.length > 0;
  section.querySelector("button").hidden = !pages.length;
}

function line({ path, title, at }, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const time = document.createElement("span");
  link.href = path;
  link.textContent = title || path;
  if (title) link.lang = "zh-Hans"; // as it was said, on an English page too
  time.textContent = timed(words, at);
  item.append(link, " ", time);
  return item;
}

/** Have the worker clear what it keeps, so that it keeps nothing anew at the same time. */
async function cleared() {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve) => port1.addEventListener("message", resolve, { once: true }));
  port1.start();
  active.postMessage({ clear: true }, [port2]);
  await done;
}
