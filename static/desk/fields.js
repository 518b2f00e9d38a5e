// What people type on the desk's pages: reading it from a form, and putting it back.

const NOT_TYPED = new Set(["hidden", "file", "submit", "button"]);

/** Return what a form holds, without files and what the server put there for itself. */
export function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.type)) continue;
    if (field.type === "radio" && !field.checked) continue;
    if (field.type === "checkbox") found[field.name] = field.checked ? "on" : "";
    else found[field.name] = field.value;
  }
  return found;
}

/** Return the state of the conference that a form was made from. */
export function revision(form) {
  return (form.elements.revision ?? form.elements.seen_revision)?.value ?? "";
}

/** Put a value back into its field, and return whether there is one. */
export function put(form, [name, value]) {
  const field = form.elements.namedItem(name);
  if (!field) return false;
  if (field.type === "checkbox") field.checked = value === "on";
  else field.value = value;
  return true;
}
