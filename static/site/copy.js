import { announce } from "./announce.js";

// On a phone people send a link to somebody; at a desk they paste it.
const shares = "share" in navigator && matchMedia("(pointer: coarse)").matches;

/** Let a button copy the words of the element it names. */
export function bindCopyButtons() {
  for (const button of document.querySelectorAll("button[data-copy-of]")) {
    const words = button.closest("[data-copied]").dataset;
    button.addEventListener("click", async () => {
      const done = await copied(document.getElementById(button.dataset.copyOf).textContent);
      announce(done ? words.copiedSaid : words.notCopied);
      label(button, done ? words.copied : words.notCopied);
    });
  }
}

/** Let a link that points at its own place on the page share or copy its full address instead. */
export function bindCopyLinks() {
  for (const link of document.querySelectorAll("a[data-copy]")) {
    const words = link.closest(".transcript").dataset;
    if (shares) link.querySelector("span").lastChild.textContent = words.share;
    link.addEventListener("click", async (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (shares && (await shared(link.dataset.copy))) return;
      if (await copied(link.dataset.copy)) {
        announce(words.copiedSaid);
        label(link, words.copied);
      } else {
        // The link goes where it says after all, and the browser's own bar shows the address.
        location.hash = link.hash;
        announce(words.notCopied);
        label(link, words.notCopied);
      }
    });
  }
}

/** Open the system's share sheet, and return whether it opened: a person may close it again. */
async function shared(url) {
  try {
    await navigator.share({ title: document.title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

/** Let the link or button itself say what happened, then take its own words again. */
function label(link, sentence) {
  const words = link.querySelector("span");
  if (words.dataset.said) return;
  const own = [...words.childNodes];
  words.dataset.said = sentence;
  words.replaceChildren(sentence);
  setTimeout(() => {
    delete words.dataset.said;
    words.replaceChildren(...own);
  }, 4000);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without HTTPS or permission: the old way still works there.
    return copiedFromField(text);
  }
}

function copiedFromField(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
