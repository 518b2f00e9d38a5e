const root = document.documentElement;

/** Have the pages that are read kept for when there is no network, and say so where one of them is shown. */
export function bindOffline() {
  const note = document.querySelector(".offline-note");
  if (!note || location.pathname.startsWith("/desk/")) return;
  if (root.dataset.kept) note.textContent = timed(note.dataset.words, Number(root.dataset.kept));
  document.querySelector("[data-reload]")?.addEventListener("click", () => location.reload());
  if (!isSecureContext || !("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") start(note);
  else addEventListener("load", () => start(note));
}

/** Return the words with the time, in milliseconds, in their place for it. */
export function timed(words, at) {
  const form = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  // The site writes British English; a browser takes plain "en" for American.
  const lang = root.lang === "en" ? "en-GB" : root.lang;
  return words.replace("{time}", new Intl.DateTimeFormat(lang, form).format(at));
}

async function start(note) {
  try {
    await navigator.serviceWorker.register(note.dataset.worker);
  } catch {
    // Forbidden, or no room: the site is what it was before.
    return;
  }
  if (!("keep" in note.dataset) || "kept" in root.dataset) return;
  const { active } = await navigator.serviceWorker.ready;
  const title = document.querySelector("h1").textContent;
  active.postMessage({ keep: { path: location.pathname, title, addresses: shownWith() } });
}

/** Return the addresses of what the page is shown with; of photos not yet seen only where data costs nothing. */
function shownWith() {
  const saving = navigator.connection?.saveData;
  const images = [...document.images].filter((image) => !saving || image.naturalWidth);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  return [...images.map((image) => image.currentSrc || image.src), ...loaded]
    .map((address) => new URL(address, location))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname);
}
