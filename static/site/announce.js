let clearing = 0;

/** Say a short sentence to a screen reader, then take it back; nothing pops up on the screen. */
export function announce(sentence) {
  const place = document.getElementById("announcer");
  place.textContent = sentence;
  clearTimeout(clearing);
  clearing = setTimeout(() => {
    place.textContent = "";
  }, 4000);
}
