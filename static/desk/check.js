// The check before publishing, while somebody types: what it finds takes the place of what it found before.

const PAUSE = 1000;

const typing = document.getElementById("desk-typing");
const form = typing && document.getElementById(typing.dataset.form);
const said = document.getElementById("desk-checked");
let [timer, running, again] = [0, false, false];

/** Return what the form would send, without its files: the check reads words. */
function words() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return new URLSearchParams(data);
}

function show(html) {
  const found = document.querySelector(".desk-findings");
  const wasOpen = found.querySelector("details")?.open ?? true;
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".desk-findings");
  const details = fresh.querySelector("details");
  if (details) details.open = wasOpen;
  const focused = found.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const before = found.dataset.count;
  found.replaceWith(fresh);
  if (focused) [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  if (fresh.dataset.count !== before) {
    const count = Number(fresh.dataset.count);
    said.textContent = count ? `按现在写的检查：${count} 项` : "按现在写的检查：已通过";
  }
}

async function check() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const response = await fetch(typing.dataset.check, {
      method: "POST",
      headers: { "X-Background": "typed" },
      body: words(),
      redirect: "manual",
    });
    if (response.ok) show(await response.text());
  } catch {
    // Without a network the list stays as it was; saving will say more.
  } finally {
    running = false;
    if (again) {
      again = false;
      check();
    }
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

if (form && said) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}
