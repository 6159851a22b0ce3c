/* Drawing over the weeks of a season ticks them: what a tick does by hand, done for several at once. */
const strip = document.querySelector(".season-strip");
const boxes = [...strip.querySelectorAll("input")];
let anchor = null;
let ticking = true;

const tick = (from, to, on) => {
  const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  boxes.slice(first, last + 1).forEach((box) => { box.checked = on; });
};
const boxAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".season-week")?.querySelector("input");

strip.addEventListener("pointerdown", (event) => {
  const box = event.target.closest(".season-week")?.querySelector("input");
  /* A finger scrolls: there, weeks are ticked one by one. */
  if (!box || event.pointerType === "touch" || event.button !== 0) return;
  if (event.shiftKey && anchor) return;
  anchor = box;
  ticking = !box.checked;
});
strip.addEventListener("pointermove", (event) => {
  if (!(event.buttons & 1) || !anchor || event.pointerType === "touch") return;
  const box = boxAt(event);
  if (!box || box === anchor) return;
  event.preventDefault();
  getSelection().removeAllRanges();
  tick(anchor, box, ticking);
});
strip.addEventListener("click", (event) => {
  if (!event.shiftKey || !anchor) return;
  const box = event.target.closest(".season-week")?.querySelector("input");
  if (box && event.target !== box) {
    event.preventDefault();
    tick(anchor, box, true);
  }
});
/* Arrows walk along the weeks; with Shift they take them along. */
strip.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = boxes[boxes.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  if (event.shiftKey) tick(event.target, next, true);
  next.focus();
});
