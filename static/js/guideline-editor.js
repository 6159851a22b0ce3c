/* The editor of a guideline: widgets for what a fact takes, more rows, and the examples tried while one types.
 *
 * Every widget writes into the plain field that is sent, so the page says and does the same without this file. It looks
 * for [data-guideline-editor] with the declarations of the facts in data-facts; in it for [data-condition] with a
 * [data-value], for [data-athlete], for [data-rows] with a <template> and its [data-add], and for what [data-live] shows.
 */
"use strict";

for (const form of document.querySelectorAll("[data-guideline-editor]")) edit(form);

function edit(form) {
  const facts = JSON.parse(form.dataset.facts);
  form.classList.add("scripted");

  const enhance = (root) => {
    for (const row of root.querySelectorAll("[data-condition]")) condition(row, facts);
    for (const cell of root.querySelectorAll("[data-athlete]")) athlete(cell, facts);
  };
  for (const rows of form.querySelectorAll("[data-rows]")) dropSpareRow(form, rows);
  enhance(form);

  for (const button of form.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const added = addRow(form, button.dataset.add);
      enhance(added.parentElement);
      added.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: button.dataset.add } }));
      added.querySelector("select, input:not([type=hidden])")?.focus();
    });
  }

  tryWhileTyping(form);
  keepWhatIsTyped(form);
}

/* Rows: a copy of the formset's template, counted in its management form. */
function addRow(form, prefix) {
  const rows = form.querySelector(`[data-rows="${CSS.escape(prefix)}"]`);
  const template = rows.querySelector("template");
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.content.querySelector("[data-row]");
  template.before(row);
  total.value = Number(total.value) + 1;
  const number = row.querySelector("[data-number]");
  if (number) number.textContent = total.value;
  return row;
}

/* The blank row below the others is for who cannot add one. */
function dropSpareRow(form, rows) {
  const all = rows.querySelectorAll("[data-row]");
  const last = all[all.length - 1];
  if (all.length < 2 || [...last.querySelectorAll("[data-written]")].some((cell) => cell.querySelector("input, select").value)) return;
  if (last.querySelector("input[name$='-id']")?.value) return;
  last.remove();
  form.elements[`${rows.dataset.rows}-TOTAL_FORMS`].value -= 1;
}

/* A condition: the operators that its fact takes, and a widget for the value. */
function condition(row, facts) {
  if (row.dataset.enhanced) return;
  row.dataset.enhanced = "true";
  const fact = row.querySelector("select[name$='-fact']");
  const operator = row.querySelector("select[name$='-operator']");
  const cell = row.querySelector("[data-value]");
  const field = cell.querySelector("input[name$='-value']");
  const label = cell.querySelector("label");

  const show = () => {
    const declared = facts[fact.value];
    for (const option of operator.options) {
      option.hidden = option.disabled = Boolean(declared && option.value && !declared.operators.includes(option.value));
    }
    if (declared && !declared.operators.includes(operator.value)) operator.value = declared.operators[0];
    for (const old of cell.querySelectorAll("[data-widget], .unit")) old.remove();
    const widget = declared && widgetFor(declared, field.value, operator.value.endsWith("_of"), label.textContent);
    field.hidden = Boolean(widget);
    if (widget) {
      widget.addEventListener("change", () => tell(field, valueIn(widget)));
      cell.append(widget);
      field.value = valueIn(widget);
    } else if (declared?.unit) {
      field.after(unitOf(declared));
    }
  };
  fact.addEventListener("change", () => {
    field.value = "";
    show();
  });
  operator.addEventListener("change", show);
  show();
}

/* A widget for a fact that takes words or yes and no; none for numbers and for words that nobody has declared. */
function widgetFor(declared, written, several, name) {
  const choices = declared.kind === "flag" ? yesAndNo() : declared.choices;
  if (!choices.length) return null;
  const words = written.split(",").map(plain);
  const isChosen = ([slug, label]) => words.includes(plain(slug)) || words.includes(plain(label));
  if (!several) return selectOf(choices, choices.find(isChosen)?.[1], name);
  const group = make("div", { className: "chips" });
  group.dataset.widget = "ticks";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  for (const choice of choices) {
    const tick = make("input", { type: "checkbox", value: choice[1], defaultChecked: isChosen(choice) });
    const chip = make("label", { className: "chip" });
    chip.append(tick, make("span", { textContent: choice[1] }));
    group.append(chip);
  }
  return group;
}

function selectOf(choices, chosen, name) {
  const select = make("select", {});
  select.dataset.widget = "one";
  select.setAttribute("aria-label", name);
  select.append(new Option("—", ""));
  for (const [, label] of choices) select.append(new Option(label, label, false, label === chosen));
  return select;
}

function valueIn(widget) {
  if (widget.dataset.widget === "one") return widget.value;
  return [...widget.querySelectorAll("input:checked")].map((tick) => tick.value).join(", ");
}

/* What sets an athlete apart: a fact is picked, its value given, and both are written into the line. */
function athlete(cell, facts) {
  if (cell.dataset.enhanced) return;
  cell.dataset.enhanced = "true";
  const field = cell.querySelector("input, textarea");
  const words = cell.closest("[data-guideline-editor]").dataset;
  const line = make("div", { className: "athlete-pick" });
  const fact = make("select", {});
  fact.setAttribute("aria-label", words.sayPick);
  fact.append(new Option(words.sayPick, ""));
  for (const [key, declared] of Object.entries(facts)) {
    if (declared.about !== "step") fact.append(new Option(declared.label, key));
  }
  const values = make("span", { className: "athlete-value" });
  line.append(fact, values);
  field.after(line);

  fact.addEventListener("change", () => {
    values.replaceChildren();
    const declared = facts[fact.value];
    if (!declared) return;
    const write = (text) => {
      if (text.trim()) tell(field, withFact(field.value, declared.label, text.trim()));
    };
    const choices = declared.kind === "flag" ? yesAndNo() : declared.choices;
    if (choices.length) {
      const extra = declared.kind === "many" ? [["none", words.sayNone]] : [];
      const select = selectOf([...choices, ...extra, ["unknown", words.sayUnknown]], "", declared.label);
      select.addEventListener("change", () => write(select.value));
      values.append(select);
      return select.focus();
    }
    const number = make("input", { type: "text", inputMode: "decimal", size: 6 });
    number.setAttribute("aria-label", declared.label);
    number.addEventListener("change", () => write(number.value));
    values.append(number, unitOf(declared));
    for (const word of [declared.endless && words.sayNone, words.sayUnknown].filter(Boolean)) {
      const button = make("button", { type: "button", textContent: word });
      button.addEventListener("click", () => write(word));
      values.append(button);
    }
    number.focus();
  });
}

/* "Goal: ultra-trail; Level: unknown" with one fact said anew. */
function withFact(line, label, value) {
  const others = line.split(";").map((part) => part.trim()).filter((part) => part && plain(part.split(":")[0]) !== plain(label));
  return [...others, `${label}: ${value}`].join("; ");
}

/* The sentence and what comes of the examples follow what is typed; nothing is saved. */
function tryWhileTyping(form) {
  let waiting, asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const sent = new FormData(form);
    sent.set("_try", "");
    form.classList.add("trying");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: sent, headers: { "X-Live": "1" }, signal: asking.signal, redirect: "error",
      });
      if (!answer.ok) throw new Error(answer.statusText);
      showLive(form, new DOMParser().parseFromString(await answer.text(), "text/html"));
      form.classList.remove("trying", "stale");
    } catch (problem) {
      // The button "Try it" tells what is wrong: perhaps somebody was signed out meanwhile.
      if (problem.name !== "AbortError") form.classList.add("stale");
    }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    asking?.abort();
  });
}

function showLive(form, page) {
  for (const shown of form.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(shown.id);
    if (!fresh || fresh.innerHTML.trim() === shown.innerHTML.trim()) continue;
    const isOpen = shown.querySelector("details")?.open;
    shown.replaceChildren(...fresh.childNodes);
    if (isOpen) shown.querySelector("details")?.setAttribute("open", "");
  }
}

/* Leaving the page with something typed and not saved takes a second word. */
function keepWhatIsTyped(form) {
  let isTyped = form.hasAttribute("data-unsaved");
  form.addEventListener("input", () => (isTyped = true));
  form.addEventListener("submit", () => (isTyped = false));
  addEventListener("beforeunload", (event) => {
    if (isTyped) event.preventDefault();
  });
}

function tell(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function yesAndNo() {
  const words = document.querySelector("[data-guideline-editor]").dataset;
  return [["yes", words.sayYes], ["no", words.sayNo]];
}

function unitOf(declared) {
  return make("span", { className: "unit", textContent: declared.unit });
}

function plain(words) {
  return words.trim().toLowerCase().replace(/[\s_-]+/g, " ");
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
