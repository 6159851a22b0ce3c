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
      for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
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
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  if (cancel) drafts.forget(cancel.closest("form"));
});

/* The fields of a session are one draft: all rows as they stand. The server lays them out again, for only it knows how.
   A page that was opened with words of its own brings back no draft of others; it stays until something is typed. */
const steps = {
  key: `draft:${location.pathname}:steps`,
  form: () => document.querySelector(".steps-form"),
  fields: () => [...new FormData(steps.form())].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "shown"),
  opened: "",
  keep() {
    const now = JSON.stringify(steps.fields());
    if (now === steps.opened) steps.forget();
    else sessionStorage.setItem(steps.key, now);
  },
  forget: () => sessionStorage.removeItem(steps.key),
  restore() {
    const form = steps.form();
    steps.opened = JSON.stringify(steps.fields());
    const kept = sessionStorage.getItem(steps.key);
    if (kept === null || kept === steps.opened) return;
    const values = Object.fromEntries(JSON.parse(kept));
    const isOfOthers = ["source", "day"].some((name) => form.elements[name].value !== values[name]);
    if (form.hasAttribute("data-asked") && isOfOthers) return;
    values.csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
    htmx.ajax("POST", form.getAttribute("action"), {
      target: "#stepwise",
      swap: "outerHTML",
      values: { ...values, do: "draft" },
    });
  },
};
document.addEventListener("DOMContentLoaded", () => steps.form() && steps.restore());
document.addEventListener("input", (event) => {
  if (event.target.closest(".steps-form")) steps.keep();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "stepwise" && steps.form()) steps.keep();
});
document.addEventListener("uphill:steps-saved", steps.forget);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-forget]")) steps.forget();
});

/* A plain submission leaves the page: the server keeps or shows again what was typed. */
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("hx-post")) drafts.forget(event.target);
});
/* A button that takes what is typed to another page goes past htmx, which would stay. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-leave]");
  if (!button) return;
  event.preventDefault();
  const { form } = button;
  const { action } = form;
  drafts.forget(form);
  form.action = button.formAction;
  form.submit();
  form.action = action;
});
document.addEventListener("htmx:afterRequest", (event) => {
  // Not the event's own element: where the form was replaced by the answer, that is what is left around it.
  const form = event.detail.requestConfig.elt;
  // To htmx an answer that is shown is a success; a form that was refused keeps its draft.
  if (!event.detail.xhr || event.detail.xhr.status >= 400 || !event.detail.successful) return;
  // An add box was emptied by now, see "uphill:saved"; what was typed into it since is a draft again.
  if (form.tagName === "FORM" && !form.matches(".add-box form")) drafts.forget(form);
  // Where both sides were shown, the draft lay in a box that is no longer there.
  const settled = form.closest("[data-forgets]")?.dataset.forgets;
  if (settled) sessionStorage.removeItem(drafts.key({ id: settled }));
});

/* A save never waits for a reading, nor is it disturbed by one. What is typed while it is under way stays. */
const sent = new WeakMap();
document.addEventListener("htmx:beforeRequest", (event) => {
  const asking = event.detail.elt;
  if (asking.matches(".quick-add textarea") && asking.form.classList.contains("htmx-request")) event.preventDefault();
  if (!asking.matches("form.quick-add")) return;
  sent.set(asking, asking.querySelector("textarea").value);
});

/* A reading of words that are no longer there is not shown. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const field = event.detail.elt;
  if (!field.matches?.(".quick-add textarea")) return;
  if (event.detail.requestConfig.parameters.text !== field.value) event.detail.shouldSwap = false;
});

/* An answer that is none is said, never swallowed. */
const complain = (text) => {
  const message = document.createElement("div");
  message.className = "message message-error";
  message.append(document.createElement("p"));
  message.firstChild.textContent = text;
  document.getElementById("messages").replaceChildren(message);
};
/* But for the question what others did: it is asked again in a moment, see together.js. */
const isAsked = (event) => event.detail.elt?.id !== "seen";
document.addEventListener("htmx:responseError", (event) => isAsked(event) && complain(document.body.dataset.trouble));
document.addEventListener("htmx:sendError", (event) => isAsked(event) && complain(document.body.dataset.offline));

/* The add box outlives swaps, so after a save it is emptied here, ready for the next session. */
document.addEventListener("uphill:saved", (event) => {
  const form = document.getElementById(event.detail.value)?.querySelector("form");
  if (!form) return;
  const field = form.querySelector("textarea");
  const saved = sent.get(form) ?? field.value;
  field.value = field.value.startsWith(saved) ? field.value.slice(saved.length).trimStart() : field.value;
  field.removeAttribute("aria-invalid");
  drafts.forget(form);
  form.querySelector(".reading").replaceChildren();
  if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
  // Unless the hands went on to write elsewhere.
  const hands = document.activeElement;
  if (hands === document.body || form.contains(hands)) field.focus();
  else if (!field.value) form.closest("details").open = false;
});

/* Opening an add box leads straight into the text, before the next key is pressed: a letter alone may mean something. */
document.addEventListener("click", (event) => {
  const box = event.target.closest(".add-box > summary")?.parentElement;
  if (!box || box.open) return;
  event.preventDefault();
  box.open = true;
  box.querySelector("textarea").focus();
});
/* It comes late where the browser is busy: by then the hands may write in the next day already. */
document.addEventListener("toggle", (event) => {
  const box = event.target, hands = document.activeElement;
  if (!box.open || !box.matches(".add-box")) return;
  if (hands === document.body || box.contains(hands)) box.querySelector("textarea").focus();
}, true);

/* An empty box closes behind whoever leaves it. */
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.(".add-box[open]");
  if (box && event.relatedTarget && !box.contains(event.relatedTarget) && !box.querySelector("textarea").value) box.open = false;
});

/* Enter adds, saves or asks; Shift+Enter makes a new line; Escape closes. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && field.matches(".quick-add textarea, .question textarea")) {
    event.preventDefault();
    if (field.value.trim()) field.form.requestSubmit();
  }
  if (event.key !== "Escape") return;
  const cancel = field.closest(".quick-add")?.querySelector("[data-cancel]");
  if (cancel) {
    cancel.click();
    return;
  }
  const box = field.closest(".add-box[open]");
  if (box) {
    box.open = false;
    box.querySelector("summary").focus();
    return;
  }
  document.querySelector(".drawer-close")?.click();
});

/* Where Enter must not save, Ctrl or Cmd and Enter do, from any field of the form. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const save = event.target.form?.querySelector("[aria-keyshortcuts]");
  if (!save) return;
  event.preventDefault();
  save.click();
});

/* One drawer at a time: what just came in closes the others. */
const closeDrawer = (drawer) => {
  const card = drawer.closest(".day").querySelector(".session-open");
  card?.classList.remove("session-open");
  card?.querySelector("[aria-expanded]").setAttribute("aria-expanded", "false");
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

/* What is taller than the screen is shown from its beginning, not from its middle. */
const arriveAt = (place) => {
  if (!place) return;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: place.offsetHeight > innerHeight ? "start" : "nearest" });
};

/* Focus follows the answer: to the field that asks for it, else into the drawer that opened or changed. */
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const arrived = event.target;
  if (arrived.querySelectorAll) drafts.restore(arrived);
  const wanted = arrived.querySelector?.("[autofocus]");
  if (wanted) {
    wanted.focus();
    wanted.setSelectionRange?.(wanted.value.length, wanted.value.length);
    return;
  }
  const drawer = arrived.querySelector?.(".drawer");
  // After htmx, which puts the focus back on the card that was clicked.
  if (drawer) requestAnimationFrame(() => drawer.contains(document.activeElement) || arriveAt(drawer));
});

/* After a change the answer says where the hands should be. */
document.addEventListener("uphill:focus", (event) => {
  requestAnimationFrame(() => arriveAt(document.getElementById(event.detail.value)));
});

/* The account menu closes when something else is used. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".account[open]")) if (!menu.contains(event.target)) menu.open = false;
});

/* The public page: whoever asked by the button is led to the answer; its address can be copied where that is allowed. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "asked" || event.detail.requestConfig.triggeringEvent?.type !== "submit") return;
  const title = event.target.querySelector("h2");
  if (title) arriveAt(title);
});
if (navigator.clipboard) document.documentElement.classList.add("can-copy");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

/* Print is the browser's own; the button only opens it. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

/* A new club: the browser knows where it is, and the short name follows the name until somebody writes their own. */
document.addEventListener("DOMContentLoaded", () => {
  const zone = document.querySelector("[data-guess-zone]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && [...zone.options].some((option) => option.value === here)) zone.value = here;
});
document.addEventListener("input", (event) => {
  const slug = document.querySelector("[data-slug-of]");
  if (!slug) return;
  if (event.target === slug) slug.dataset.own = slug.value;
  if (event.target.id !== slug.dataset.slugOf || slug.dataset.own) return;
  const plain = event.target.value.normalize("NFKD").replace(/[^\w\s-]/g, "").trim().toLowerCase();
  slug.value = plain.replace(/[-\s]+/g, "-").slice(0, 40);
});
