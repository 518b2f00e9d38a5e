/** Let 打印 buttons open the browser's print window; without scripts they are not shown. */
export function bindPrint() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", async () => {
      await loaded();
      print();
    });
  }
}

/** Wait for photos that nobody has scrolled to: on paper they would be blank. */
function loaded() {
  const images = [...document.querySelectorAll("img[loading=lazy]")];
  for (const image of images) image.loading = "eager";
  return Promise.allSettled(images.map((image) => image.decode()));
}
