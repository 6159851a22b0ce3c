/* What the pages need beyond htmx. Everything here is a comfort: without it each form and link still works. */
"use strict";

/* Drafts: what is being typed survives a reload, an expired session and a swap; it goes once it is saved. */
const drafts = {
  key: (field) => `draft:${location.pathname}:${field.id}`,
  keep(field) {
    if (field.value === field.defaultValue) sessionStorage.removeItem(drafts.key(field));
    else sessionStorage.setItem(drafts.key(field), field.value);
  },
  restore(root) {
    for (const field of root.querySelectorAll("[data-draft]")) {
      const kept = sessionStorage.getItem(drafts.key(field));
      if (kept === null || kept === field.value) continue;
      field.value = kept;
      const box = field.closest("details");
      if (box) box.open = true;
      if (window.htmx) htmx.trigger(field, "input");
    }
  },
  forget(form) {
    for (const field of form.querySelectorAll("[data-draft]")) sessionStorage.removeItem(drafts.key(field));
  },
};

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-draft]")) drafts.keep(event.target);
});
document.addEventListener("DOMContentLoaded", () => drafts.restore(document));

/* A plain submission leaves the page: the server keeps or shows again what was typed. */
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("hx-post")) drafts.forget(event.target);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form.tagName === "FORM" && event.detail.successful) drafts.forget(form);
});

/* The add box outlives swaps, so after a save it is emptied here, ready for the next session. */
document.addEventListener("uphill:saved", (event) => {
  const box = document.getElementById(event.detail.value);
  if (!box) return;
  const form = box.querySelector("form");
  form.reset();
  form.querySelector(".reading").replaceChildren();
  form.querySelector("textarea").value = "";
  form.querySelector("textarea").focus();
});

/* Opening an add box leads straight into the text. */
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches(".add-box")) event.target.querySelector("textarea").focus();
}, true);

/* Enter adds or saves; Shift+Enter makes a new line; Escape closes. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && field.matches(".quick-add textarea")) {
    event.preventDefault();
    field.form.requestSubmit();
  }
  if (event.key !== "Escape") return;
  const box = field.closest(".add-box[open]");
  if (box) {
    box.open = false;
    box.querySelector("summary").focus();
    return;
  }
  document.querySelector(".drawer-close")?.click();
});

/* One drawer at a time: what just came in closes the others. */
const closeDrawer = (drawer) => {
  drawer.closest(".day").querySelector(".session-open")?.classList.remove("session-open");
  drawer.remove();
};
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const arrived = event.target.querySelector?.(".drawer");
  if (!arrived) return;
  for (const drawer of document.querySelectorAll(".drawer")) if (drawer !== arrived) closeDrawer(drawer);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-close]");
  if (!link) return;
  event.preventDefault();
  const drawer = document.getElementById(link.dataset.close);
  const opener = document.getElementById(link.dataset.close.replace("drawer-", "open-"));
  closeDrawer(drawer);
  opener?.focus();
});

/* Focus follows the answer: the first invalid field, else what asks for it. */
document.addEventListener("htmx:afterSettle", () => {
  const invalid = document.querySelector("[aria-invalid='true'][autofocus]");
  if (invalid && document.activeElement === document.body) invalid.focus();
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const wanted = event.target.querySelector?.("[autofocus]");
  if (!wanted) return;
  wanted.focus();
  wanted.setSelectionRange?.(wanted.value.length, wanted.value.length);
});

/* Dragging a card to another day sends the same form as the Move control. */
document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-move]");
  if (!card) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.id);
});
document.addEventListener("dragover", (event) => {
  const day = event.target.closest?.(".day-column");
  if (!day) return;
  event.preventDefault();
  for (const other of document.querySelectorAll(".day-over")) if (other !== day) other.classList.remove("day-over");
  day.classList.add("day-over");
});
document.addEventListener("dragend", () => {
  for (const day of document.querySelectorAll(".day-over")) day.classList.remove("day-over");
});
document.addEventListener("drop", (event) => {
  const day = event.target.closest?.(".day");
  const card = document.getElementById(event.dataTransfer.getData("text/plain"));
  if (!day || !card?.dataset.move) return;
  event.preventDefault();
  if (card.closest(".day") === day) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  htmx.ajax("POST", card.dataset.move, {
    source: "#board",
    swap: "none",
    values: { csrfmiddlewaretoken: token, version: card.dataset.version, day: day.dataset.day },
  });
});

/* The account menu closes when something else is used. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".account[open]")) if (!menu.contains(event.target)) menu.open = false;
});
