/* The board from the keyboard. A key alone means something only where nobody types; the list of keys is a dialog, see
   templates/plans/_keys.html. Without this file every key has its link or button. */
"use strict";

{
  const SILENT = "uphill:letters-off";
  const SPEAKS = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const cards = (root = document) => [...root.querySelectorAll("article.session .session-words a")];
  const days = () => [...document.querySelectorAll(".day")];

  /* Going on to the next day while the one before is being saved; days are saved one after the other. */
  const waiting = [];
  const save = (form) => {
    if (document.querySelector(".add-box form.htmx-request")) waiting.push(form);
    else form.requestSubmit();
  };
  const goOn = (form) => {
    const number = Number(form.elements.day.value);
    const next = document.getElementById(`add-${number + 1}`);
    if (!next) {
      document.querySelector("#publish, #publish-anyway, #withdraw")?.focus();
      return;
    }
    next.open = true;
    next.querySelector("textarea").focus();
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const isAsked = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
    if (!isAsked || !field.matches?.(".add-box textarea")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { form } = field;
    if (field.value.trim()) save(form);
    goOn(form);
  }, true);
  /* What was refused is left open with its reason; the hands go back to it unless they write already. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches?.(".add-box form")) return;
    waiting.shift()?.requestSubmit();
    if (event.detail.xhr.status === 200) return;
    const hands = document.activeElement;
    form.closest("details").open = true;
    if (!hands.matches("textarea, input") || !hands.value) form.querySelector("textarea").focus();
  });

  const dialog = () => document.getElementById("keys");
  const letters = () => document.getElementById("keys-letters");
  const openKeys = () => {
    if (dialog().open) dialog().close();
    letters().checked = !localStorage.getItem(SILENT);
    dialog().showModal();
  };
  document.addEventListener("DOMContentLoaded", () => { if (dialog().open) openKeys(); });
  document.addEventListener("click", (event) => {
    if (event.target === dialog()) dialog().close();
    if (!event.target.closest("#keys-open") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openKeys();
  });
  document.addEventListener("change", (event) => {
    if (event.target !== letters()) return;
    if (letters().checked) localStorage.removeItem(SILENT);
    else localStorage.setItem(SILENT, "1");
  });

  /* The card that the hands are on, or whose drawer they are in. */
  const cardAt = (place) => {
    const drawer = place.closest(".drawer");
    return drawer ? document.getElementById(drawer.id.replace("drawer-", "session-")) : place.closest("article.session");
  };
  const arrive = (link) => {
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
    return Boolean(link);
  };
  const walk = (card, by) => {
    const all = cards();
    const at = all.indexOf(card?.querySelector(".session-words a"));
    return arrive(at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by]);
  };
  /* To the nearest day on that side that has any, and to the card at the same height. */
  const across = (card, by) => {
    const all = days();
    const height = cards(card.closest(".day")).indexOf(card.querySelector(".session-words a"));
    for (let at = all.indexOf(card.closest(".day")) + by; all[at]; at += by) {
      const there = cards(all[at]);
      if (there.length) return arrive(there[Math.min(height, there.length - 1)]);
    }
    return false;
  };
  /* On the day that the hands are on; else an empty week begins on Monday, and one that is under way goes on today. */
  const dayToAdd = () => {
    const today = cards().length && document.querySelector(".day:has(.day-name[aria-current])");
    return today || document.querySelector(".day:not(:has(article.session))") || document.querySelector(".day");
  };
  const add = (place) => {
    const box = (place.closest(".day") ?? dayToAdd()).querySelector(".add-box");
    box.open = true;
    box.querySelector("textarea").focus();
    box.scrollIntoView({ block: "nearest" });
    return true;
  };
  const address = (card, what) => card.dataset.move.replace(/move\/$/, what);
  const ask = (verb, card, what, values) => htmx.ajax(verb, address(card, what), { source: "#board", swap: "none", values });
  const withCard = {
    e: (card) => ask("GET", card, "edit/"),
    m: async (card) => {
      const control = `move-${card.id.replace("session-", "")}`;
      if (!document.getElementById(control)) await ask("GET", card, "");
      document.getElementById(control)?.focus();
    },
    c: (card) => location.assign(address(card, "copy/")),
    d: (card) => {
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      ask("POST", card, "delete/", { csrfmiddlewaretoken: token, version: card.dataset.version });
    },
    x: (card) => card.querySelector(".session-tick input").click(),
  };
  const anywhere = {
    j: (card) => walk(card, 1),
    k: (card) => walk(card, -1),
    n: (_card, place) => add(place),
    a: (_card, place) => add(place),
    p: () => arrive(document.querySelector("#publish, #publish-anyway, #withdraw")),
    "[": () => location.assign(document.getElementById("week-before").href),
    "]": () => location.assign(document.getElementById("week-after").href),
    "?": openKeys,
  };
  /* Arrows belong to the page, but on a card they lead to its neighbours. */
  const arrows = {
    ArrowDown: (card) => walk(card, 1),
    ArrowUp: (card) => walk(card, -1),
    ArrowRight: (card) => across(card, 1),
    ArrowLeft: (card) => across(card, -1),
  };

  document.addEventListener("keydown", (event) => {
    const place = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!place.closest || place.closest(SPEAKS) || dialog().open) return;
    const card = cardAt(place);
    const isLetter = event.key.length === 1;
    if (isLetter && localStorage.getItem(SILENT)) return;
    const isOnCard = card && card.contains(place);
    const act = anywhere[event.key] ?? (card && withCard[event.key]) ?? (isOnCard && arrows[event.key]);
    if (!act || event.repeat && !arrows[event.key] && !"jk".includes(event.key)) return;
    if (act(card, place) !== false) event.preventDefault();
  });
}
