// A word that somebody copies to look it up needs no source.
const LEAST = 10;

/** Let a copied passage say who said it, when, and where it stands. */
export function bindQuotations() {
  const transcript = document.querySelector(".transcript[data-cite]");
  if (!transcript) return;
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || !transcript.contains(range.commonAncestorContainer)) return;
    const quoted = [...transcript.querySelectorAll(".turn")]
      .map((turn) => ({ turn, words: wordsIn(turn, range) }))
      .filter(({ words }) => words);
    if (quoted.reduce((sum, { words }) => sum + words.length, 0) < LEAST) return;
    event.clipboardData.setData("text/plain", cited(quoted, transcript.dataset.cite));
    event.preventDefault();
  });
}

/** Return what of a turn's words lies within the range, a paragraph a line. */
function wordsIn(turn, range) {
  const lines = [];
  for (const paragraph of turn.querySelectorAll(".turn-words p")) {
    if (!range.intersectsNode(paragraph)) continue;
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    lines.push(part.toString().trim());
  }
  return lines.filter(Boolean).join("\n");
}

function cited(quoted, source) {
  const [{ turn }] = quoted;
  const address = turn.querySelector("[data-copy]").dataset.copy;
  if (quoted.length === 1) {
    return `${quoted[0].words}\n\n——${[speaker(turn, true), source].filter(Boolean).join("，")}\n${address}`;
  }
  const said = quoted.map((one) => [speaker(one.turn, false), one.words].filter(Boolean).join("："));
  return `${said.join("\n\n")}\n\n——${source}\n${address}`;
}

function speaker(turn, withPosition) {
  const name = turn.querySelector(".turn-name")?.lastChild.textContent.trim() ?? "";
  const position = turn.querySelector(".turn-position")?.textContent.trim();
  return withPosition && position ? `${name}（${position}）` : name;
}
