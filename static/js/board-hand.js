/* The board under the hand: a card dragged to another day, and several that are ticked. Dragging sends the same form as
   the Move control; ticking works without this file from the page that "Select" leads to. */
"use strict";

{
  /* A finger scrolls and opens; cards are dragged by mouse and pen. */
  let pointer = "";
  let dragged = null;
  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);

  const leave = () => {
    for (const day of document.querySelectorAll(".day-over")) day.classList.remove("day-over");
  };
  const columnUnder = (event) => dragged && event.target.closest?.(".day-column");
  const isElsewhere = (column) => column.closest(".day") !== dragged.closest(".day");

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-move]");
    if (!card) return;
    if (pointer === "touch") {
      event.preventDefault();
      return;
    }
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector(".session-words").textContent);
    event.dataTransfer.setDragImage(card, 16, 16);
    card.classList.add("session-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const column = columnUnder(event);
    leave();
    if (!column || !isElsewhere(column)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    column.classList.add("day-over");
  });
  /* It ends with a drop, with Escape and outside of the window alike. */
  document.addEventListener("dragend", () => {
    leave();
    dragged?.classList.remove("session-dragged");
    dragged = null;
  });
  document.addEventListener("drop", (event) => {
    const column = columnUnder(event);
    if (!column) return;
    event.preventDefault();
    if (!isElsewhere(column)) return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    htmx.ajax("POST", dragged.dataset.move, {
      source: "#board",
      swap: "none",
      values: { csrfmiddlewaretoken: token, version: dragged.dataset.version, day: column.closest(".day").dataset.day },
    });
  });

  /* Ticks outlive the swap of their day: which version was ticked is the card's own, and the server asks for it. */
  const ticked = new Set();
  const boxes = () => [...document.querySelectorAll(".session-tick input")];
  const count = () => {
    document.getElementById("selected-count").value = ticked.size || "–";
  };
  const untick = () => {
    for (const box of boxes()) box.checked = false;
    ticked.clear();
    count();
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches(".session-tick input")) return;
    if (box.checked) ticked.add(box.id);
    else ticked.delete(box.id);
    count();
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of ticked) {
      const box = document.getElementById(id);
      if (box) box.checked = true;
      else ticked.delete(id);
    }
    count();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.id === "selected" && event.detail.xhr.status === 200) untick();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#selected-none") || document.querySelector(".selecting")) return;
    event.preventDefault();
    untick();
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of boxes()) if (box.checked) ticked.add(box.id);
    count();
  });
}
