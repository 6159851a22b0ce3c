/* My week: a finger that is drawn sideways turns the page, as the two buttons at the head do. */
let began = null;
document.addEventListener("touchstart", (event) => {
  const [touch] = event.touches;
  const isBusy = event.touches.length > 1 || event.target.closest("input, textarea, select, .site-links");
  began = isBusy ? null : { x: touch.clientX, y: touch.clientY, at: event.timeStamp };
}, { passive: true });
document.addEventListener("touchend", (event) => {
  if (!began || event.touches.length || !getSelection().isCollapsed) return;
  const [touch] = event.changedTouches;
  const across = touch.clientX - began.x;
  const isSwipe = Math.abs(across) > 80 && Math.abs(touch.clientY - began.y) < 40 && event.timeStamp - began.at < 600;
  began = null;
  if (isSwipe) document.getElementById(across > 0 ? "week-before" : "week-after")?.click();
}, { passive: true });
