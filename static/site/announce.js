let clearing = 0;

/** Say a short sentence on the screen and to a screen reader, then take it back. */
export function announce(sentence) {
  const place = document.getElementById("announcer");
  place.textContent = sentence;
  clearTimeout(clearing);
  clearing = setTimeout(() => {
    place.textContent = "";
  }, 4000);
}
