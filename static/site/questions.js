import { announce } from "./announce.js";

// Nobody places a page to the pixel.
const NEAR = 24;

/** Let Alt+↓ and Alt+↑ go to the next and the previous question. */
export function bindQuestions() {
  const questions = [...document.querySelectorAll(".turn-question[id]")];
  if (!questions.length) return;
  const { noNext, noPrevious } = document.querySelector(".transcript").dataset;
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "ArrowDown") {
      go(event, questions.find((one) => top(one) > NEAR), noNext);
    } else if (event.key === "ArrowUp") {
      go(event, questions.findLast((one) => top(one) < -NEAR), noPrevious);
    }
  });
}

/** Return how far below the place of a jump the turn begins. */
function top(turn) {
  const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const margin = parseFloat(getComputedStyle(turn).scrollMarginTop) || 0;
  return turn.getBoundingClientRect().top - padding - margin;
}

function go(event, question, otherwise) {
  event.preventDefault();
  if (!question) return announce(otherwise);
  // Going by the address marks the question and is remembered; the focus lets Tab go on from there.
  // At once: a second press during a slow scroll would start from where the first one did.
  const { style } = document.documentElement;
  style.scrollBehavior = "auto";
  location.hash = question.id;
  style.scrollBehavior = "";
  const head = question.querySelector(".turn-name");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}
