/** Mark, in every outline of the page, the entry of the turn now being read. */
export function followReader() {
  const outlines = [...document.querySelectorAll(".outline")];
  const turns = [...document.querySelectorAll(".turn[id]")];
  if (!outlines.length || !turns.length || !("IntersectionObserver" in window)) return;

  const entries = new Map();
  for (const link of outlines.flatMap((outline) => [...outline.querySelectorAll('a[href^="#"]')])) {
    const id = link.hash.slice(1);
    entries.set(id, [...(entries.get(id) ?? []), link]);
  }
  let current = [];

  const show = (links) => {
    if (links === current) return;
    for (const link of current) link.removeAttribute("aria-current");
    for (const link of links) {
      link.setAttribute("aria-current", "location");
      keepInView(link);
    }
    current = links;
  };

  // A turn is being read when it crosses a line just below where a jump to it would put its head.
  const observer = new IntersectionObserver(
    (seen) => {
      const reading = seen.find((one) => one.isIntersecting)?.target;
      if (!reading) return;
      // A turn without an entry of its own belongs to the entry before it.
      for (let place = turns.indexOf(reading); place >= 0; place -= 1) {
        const links = entries.get(turns[place].id);
        if (links) return show(links);
      }
      show([]);
    },
    { rootMargin: "-10% 0px -89.5% 0px" },
  );
  for (const turn of turns) observer.observe(turn);
}

function keepInView(link) {
  const box = link.closest(".outline-scroll");
  if (!box) return;
  const inside = link.getBoundingClientRect();
  const outside = box.getBoundingClientRect();
  if (inside.top < outside.top) box.scrollTop -= outside.top - inside.top + 16;
  else if (inside.bottom > outside.bottom) box.scrollTop += inside.bottom - outside.bottom + 16;
}
