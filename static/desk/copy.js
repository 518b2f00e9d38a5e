// A button beside a field that holds an address copies it; without scripts the field can be selected by hand.

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard without HTTPS or permission: the old way still works there.
    field.select();
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.after(" ", said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = (await copied(field)) ? "已复制" : "请选中网址自己复制";
  });
}
