/* Heavy legs: Back and Forward of the browser step through the questions, as the Change buttons do.
 *
 * A state of the history holds the name of a question, or "" for what it most likely is, and never an answer; nor does
 * the address, which stays the same. The answers are in the form, which is sent along with each step.
 */
"use strict";

const shown = () => document.getElementById("heavy-legs").dataset.step;
const wanted = () => history.state?.heavyLegs;

/* The step that Back or Forward asked for, while it is under way. */
let stepping = null;

const stepTo = (step) => {
  stepping = step;
  const end = () => { stepping = null; };
  htmx.ajax("POST", location.pathname, {
    source: "#heavy-legs form",
    target: "#heavy-legs",
    swap: "outerHTML show:window:top",
    values: { asked: "", back: step },
  }).then(end, end);
};

const note = (how) => history[how]({ heavyLegs: shown() }, "");

/* A page that was loaded anew begins where the server says, whatever its place in the history once showed. */
if (document.getElementById("heavy-legs")) note("replaceState");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "heavy-legs") return;
  if (stepping === null) {
    if (shown() !== wanted()) note("pushState");
    return;
  }
  // Whoever pressed Back twice is led on; what cannot be shown any more has its place taken by what is.
  const asked = stepping;
  stepping = null;
  if (wanted() !== asked) stepTo(wanted());
  else if (shown() !== asked) note("replaceState");
});

window.addEventListener("popstate", () => {
  if (wanted() !== undefined && stepping === null) stepTo(wanted());
});
