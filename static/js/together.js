/* Several coaches on one week: what others did comes in while the page is looked at, and never under the hands of
   somebody who types. Undo and redo by keyboard. Without this file the forms and links do the same on a new page. */
"use strict";

const isField = (element) => Boolean(element?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]"));

/* The parts of the page that are to be left alone: they go along with the question. */
const inUse = () => {
  const parts = [];
  for (const day of document.querySelectorAll(".day")) {
    const isTyping = day.contains(document.activeElement) && isField(document.activeElement);
    if (isTyping || day.querySelector(".drawer, .conflict, form.quick-add[id]")) parts.push(day.dataset.day);
  }
  const note = document.getElementById("note-words");
  if (note && (note === document.activeElement || note.value !== note.defaultValue)) parts.push("note");
  if (document.querySelector("#publication .confirm")) parts.push("publication");
  return parts;
};

/* The cards whose foot stands here: one that is being edited has none, another coach's new one has not come yet. */
const feet = () => [...document.querySelectorAll(".session-foot[id]")].map(({ id }) => id.replace("foot-", ""));

/* The sessions whose drawers are open: what athletes say of them comes into these too. */
const drawers = () => [...document.querySelectorAll(".drawer[id]")].map(({ id }) => id.replace("drawer-", ""));

let isDragging = false;
document.addEventListener("dragstart", () => { isDragging = true; });
document.addEventListener("dragend", () => { isDragging = false; });

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = event.detail;
  if (elt.id === "seen") {
    if (document.hidden || isDragging) event.preventDefault();
    else Object.assign(parameters, { typing: inUse(), drawers: drawers().join() });
  }
  if (elt.matches("form, #board, #seen")) parameters.feet = feet().join();
  if (!elt.matches("[data-show]")) return;
  const day = elt.closest(".day");
  const form = day.querySelector("form.quick-add[id]");
  const drawer = day.querySelector(".drawer");
  if (drawer) parameters.open = drawer.id.replace("drawer-", "");
  if (!form) return;
  parameters.editing = form.id.replace("session-", "");
  parameters.version = form.elements.version.value;
  parameters.text = form.elements.text.value;
});

/* Somebody whose session ended is told when they save: that what they type is left for the sign-in page is no news. */
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (elt.id === "seen" && xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && document.getElementById("seen")) htmx.trigger("#seen", "uphill:look");
});

/* Whoever stood on a card that another coach took away stands on its day then, and nothing scrolls. */
let lastDay = null;
document.addEventListener("focusin", (event) => { lastDay = event.target.closest(".day")?.id ?? null; });
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "seen" || document.activeElement !== document.body || !lastDay) return;
  document.querySelector(`#${lastDay} .add-session`)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && !(key === "y" && !event.shiftKey)) return;
  const button = document.getElementById(key === "y" || event.shiftKey ? "redo-last" : "undo-last");
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit();
});
