/* Completions of the line that is being typed: lines the squad ran before, and drills. They come with the reading, as a
   listbox in its answer; here it is opened below the box and steered from the keyboard, the mouse or a finger. The focus
   never leaves the text, and a key that chooses nothing keeps its meaning. Without this the box is a plain text area. */
"use strict";

{
  const QUIET_MS = 900;
  const listOf = (field) => field.form.querySelector(".reading [role=listbox]");
  const activeIn = (list) => list?.querySelector("[aria-selected=true]");

  /* The line that the caret ends, or null in the middle of one: what follows the caret is not to be guessed over. */
  const lineAt = (field) => {
    const { selectionStart: caret, selectionEnd, value } = field;
    const end = (value.indexOf("\n", caret) + 1 || value.length + 1) - 1;
    if (caret !== selectionEnd || value.slice(caret, end).trim()) return null;
    const start = caret && value.lastIndexOf("\n", caret - 1) + 1;
    return { start, end, text: value.slice(start, end) };
  };

  const choose = (field, list, option) => {
    activeIn(list)?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };

  const close = (field) => {
    listOf(field)?.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  };

  const open = (field, list) => {
    list.id = `${field.id}-list`;
    [...list.children].forEach((option, place) => { option.id = `${list.id}-${place}`; });
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
  };

  /* Through the browser's own editing, so that undoing brings back what was typed. */
  const taken = new WeakMap();
  const take = (field, option) => {
    const line = lineAt(field);
    close(field);
    if (!line) return;
    const { text } = option.dataset;
    taken.set(field, field.value.slice(0, line.start) + text + field.value.slice(line.end));
    field.focus();
    field.setSelectionRange(line.start, line.end);
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, line.start, line.end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* The first is chosen only where somebody asked for the list and not merely typed on. */
  const asking = new WeakSet();
  const ask = (field) => {
    asking.add(field);
    taken.delete(field);
    htmx.trigger(field, "uphill:complete");
  };

  document.addEventListener("htmx:load", (event) => {
    for (const field of event.target.querySelectorAll?.("[data-completes]") ?? []) {
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-haspopup", "listbox");
      field.setAttribute("aria-expanded", "false");
    }
  });

  /* Completions are asked for what a person types, not for what a draft brings back or what was just taken. */
  document.addEventListener("htmx:configRequest", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-completes]") || field !== document.activeElement) return;
    const line = lineAt(field);
    const wanted = asking.has(field) || (event.detail.triggeringEvent?.isTrusted && line?.text.trim());
    if (line && wanted && taken.get(field) !== field.value) event.detail.parameters.line = line.text;
  });

  /* What was read is said once the hands rest, and the box grows for it but never shrinks under them. */
  const telling = new WeakMap();
  const tell = (field, reading) => {
    clearTimeout(telling.get(field));
    telling.set(field, setTimeout(() => {
      const found = reading.querySelector("[data-said]:not([role])")?.textContent ?? "";
      reading.nextElementSibling.textContent = `${found} ${listOf(field)?.dataset.said ?? ""}`.trim();
    }, QUIET_MS));
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const reading = event.target;
    const field = reading.matches?.(".reading") && reading.closest("form").querySelector("[data-completes]");
    if (!field) return;
    const list = listOf(field);
    if (list && field === document.activeElement) open(field, list);
    else close(field);
    if (list && asking.has(field)) choose(field, list, list.firstElementChild);
    asking.delete(field);
    reading.style.minBlockSize = field.value ? `${reading.offsetHeight}px` : "";
    tell(field, reading);
  });
  document.addEventListener("uphill:saved", (event) => {
    const field = document.getElementById(event.detail.value)?.querySelector("[data-completes]");
    if (!field) return;
    close(field);
    field.form.querySelector(".reading").style.minBlockSize = "";
  });

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-completes]")) return;
    clearTimeout(telling.get(field));
    if (!field.value.trim()) close(field);
    else choose(field, listOf(field), null);
  });

  /* Before the other listeners of the page: what a key does to an open list, it does to nothing else. */
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-completes]") || event.isComposing || event.ctrlKey || event.metaKey) return;
    const list = listOf(field);
    const active = activeIn(list);
    let done = true;
    if (!list) {
      done = event.key === "ArrowDown" && !event.shiftKey && (event.altKey || field.selectionStart === field.value.length);
      if (done) ask(field);
    } else if (event.key === "ArrowDown") {
      choose(field, list, active ? active.nextElementSibling : list.firstElementChild);
    } else if (event.key === "ArrowUp") {
      choose(field, list, active ? active.previousElementSibling : list.lastElementChild);
    } else if (active && !event.shiftKey && (event.key === "Enter" || event.key === "Tab")) {
      take(field, active);
    } else {
      done = event.key === "Escape";
      if (done || ["Tab", "Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) close(field);
    }
    if (!done) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  /* Pressing an option leaves the focus in the text; letting go takes it. */
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".reading [role=listbox]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".reading [role=option]");
    if (option) take(option.closest("form").querySelector("[data-completes]"), option);
    const earlier = event.target.closest("[data-complete]");
    if (!earlier || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const field = earlier.closest("form").querySelector("[data-completes]");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    ask(field);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("[data-completes]")) close(event.target);
  });
}
