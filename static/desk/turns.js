// Turns move up and down by buttons; without this script, their numbers are typed.

const group = document.getElementById("turns-group");

/** Return the turns as they stand, without the admin's hidden pattern for new ones. */
function turns() {
  return [...group.querySelectorAll(".inline-related:not(.empty-form)")];
}

function renumber() {
  turns().forEach((turn, index) => {
    const order = turn.querySelector("input.desk-order");
    if (order) order.value = index + 1;
  });
  // A script's change of a value tells nobody by itself.
  group.dispatchEvent(new Event("change", { bubbles: true }));
}

function move(turn, step) {
  const all = turns();
  const other = all[all.indexOf(turn) + step];
  if (!other) return;
  if (step < 0) other.before(turn);
  else other.after(turn);
  renumber();
  turn.scrollIntoView({ block: "nearest" });
}

function button(turn, label, step) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button desk-move";
  element.textContent = label;
  element.addEventListener("click", () => {
    move(turn, step);
    element.focus();
  });
  return element;
}

function equip(turn) {
  const place = turn.querySelector("input.desk-order");
  if (place && !turn.querySelector(".desk-move")) {
    place.after(button(turn, "上移", -1), button(turn, "下移", 1));
  }
}

if (group) {
  turns().forEach(equip);
  document.addEventListener("formset:added", (event) => {
    if (group.contains(event.target)) {
      equip(event.target);
      renumber();
    }
  });
}
