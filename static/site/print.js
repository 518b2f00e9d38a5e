/** Let 打印 buttons open the browser's print window; without scripts they are not shown. */
export function bindPrint() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", () => print());
  }
}
