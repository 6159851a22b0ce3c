/* Without a network: the worker that keeps the last weeks is asked to, and what is written waits here until it is sent.

   A form with `data-offline="what it is"` goes into the outbox when it is posted while the network is away: its fields
   and its address, kept in this browser for the account that wrote them. The outbox sends in order, one tab at a time,
   with a fresh token. The server takes what carries the same `sending` once, so trying again doubles nothing. What it
   refuses stays until the person settles it, on the page with which the server refused it. */

const me = document.body.dataset.person;
/* What the outbox says, in the language of the page: data-say-kept is words().kept. */
const words = () => {
  const said = Object.entries(document.getElementById("outbox").dataset);
  return Object.fromEntries(said.map(([name, text]) => [name[3].toLowerCase() + name.slice(4), text]));
};

/* The outbox: {id, stamp, person, what, about, action, page, fields, status}; status is that of a refusal, else 0, and
   the stamp changes with each word that is written anew. */
const box = {
  opened: null,
  open() {
    box.opened ??= new Promise((resolve, reject) => {
      const asking = indexedDB.open("uphill", 1);
      asking.onupgradeneeded = () => asking.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
    return box.opened;
  },
  /* A write is done when it is on the disk, not when it was asked for. */
  async run(mode, work) {
    const database = await box.open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("outbox", mode);
      const asked = work(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  },
  async change(work) {
    const outcome = await box.run("readwrite", work);
    box.tabs.postMessage("changed");
    return outcome;
  },
  /* What one tab sends, the others no longer show. */
  tabs: new BroadcastChannel("outbox"),
  put: (item) => box.change((store) => store.put(item)),
  remove: (id) => box.change((store) => store.delete(id)),
  /* What became of an item that was sent. What was written in its place meanwhile is another one, and waits. */
  end: (item, status) =>
    box.change((store) => {
      const asked = store.get(item.id);
      asked.onsuccess = () => {
        if (asked.result?.stamp !== item.stamp) return;
        if (status) store.put({ ...item, status });
        else store.delete(item.id);
      };
      return asked;
    }),
  mine: async () => (await box.run("readonly", (store) => store.getAll())).filter((item) => item.person === me),
};

const fieldsOf = (form, submitter) =>
  [...new FormData(form, submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
const sendingOf = (fields) => fields.find(([name]) => name === "sending")?.[1];
const pathOf = (form) => new URL(form.action, location.href).pathname;
const isTap = (form) => "taps" in form.dataset;
const forms = () => [...document.querySelectorAll("form[data-offline]")];

/* The server takes one name of a sending once, whatever it says. A page that was kept, or came back by Back, may say
   something else under a name that was used before: then it gets a new one. The same words keep theirs. */
const USED = `sendings:${me}`;
const rename = async (form, submitter) => {
  const named = form.elements.sending;
  if (!named) return;
  const about = fieldsOf(form, submitter).filter(([name]) => name !== "sending" && name !== "version");
  const bytes = new TextEncoder().encode(JSON.stringify([form.action, about]));
  const said = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8)).join(".");
  const used = new Map(JSON.parse(localStorage.getItem(USED) ?? "[]"));
  if ((used.get(named.value) ?? said) !== said) named.value = crypto.randomUUID();
  used.set(named.value, said);
  localStorage.setItem(USED, JSON.stringify([...used].slice(-100)));
};

/* Put what a form says into the outbox, in place of what it put there before, and say so. */
const keep = async (form, submitter, told) => {
  const fields = fieldsOf(form, submitter);
  const sending = sendingOf(fields);
  const isSame = (item) => String(item.id) === form.dataset.kept || (sending && sendingOf(item.fields) === sending);
  const before = (await box.mine()).find(isSame);
  const item = {
    stamp: crypto.randomUUID(),
    person: me,
    what: form.dataset.offline || document.title,
    about: form.dataset.about,
    action: pathOf(form),
    /* Where it is opened again: a tap on its week, a whole form by itself, also where it came as the answer to a tap. */
    page: isTap(form) ? location.pathname + location.search : pathOf(form),
    fields,
    status: 0,
  };
  if (before) item.id = before.id;
  item.id = await box.put(item);
  form.dataset.kept = item.id;
  say(told);
  await show();
  if (isTap(form)) tapped(form, item)?.focus({ preventScroll: true });
  else document.getElementById("outbox").scrollIntoView();
};

/* A tap that waits is answered here as the server would: what was said, and what else there is to say. What was said
   goes along with the next tap. A whole form that waits only says so. Returns what asks next. */
const tapped = (form, item) => {
  const log = form.closest(".log");
  const piece = document.getElementById("taps").content.cloneNode(true);
  const next = piece.querySelector("form");
  const said = item.action === pathOf(form) ? Object.fromEntries(item.fields) : null;
  for (const part of piece.querySelectorAll("[data-said]")) {
    const value = part.dataset.said === "done" ? said && !said.version : said?.[part.dataset.said];
    if (value) part.textContent = part.textContent.replace("{n}", value);
    else part.remove();
  }
  for (const part of piece.querySelectorAll("[data-unless]")) if (said?.[part.dataset.unless]) part.remove();
  piece.firstElementChild.dataset.kept = item.id;
  piece.querySelector(".cluster").append(...log.querySelectorAll("form a, .tapped a"));
  if (said) {
    next.action = form.action;
    Object.assign(next.dataset, form.dataset, { kept: item.id });
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...item.fields, token]) next.append(hidden(name, value));
  } else next.remove();
  for (const old of log.querySelectorAll("form, .tapped")) old.remove();
  log.append(piece);
  return log.querySelector("fieldset");
};
const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });

/* A fresh token, and whose it is; nothing where the network is away, {} where nobody is signed in. */
const reach = async () => {
  try {
    const answer = await fetch("/offline/token/", { redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (answer.type === "opaqueredirect") return {};
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};

/* Send one. Its status is 200, that of a refusal, or 0 for later; its url is where the answer led. */
const send = async (item, token) => {
  const body = new FormData();
  for (const [name, value] of [...item.fields, ["csrfmiddlewaretoken", token]]) body.append(name, value);
  try {
    const { ok, status, url } = await fetch(item.action, { method: "POST", body, signal: AbortSignal.timeout(30000) });
    if (new URL(url).pathname === words().signIn || status === 429 || status >= 500) return { status: 0 };
    return { status: ok ? 200 : status, url };
  } catch {
    return { status: 0 };
  }
};

/* Send what waits, in order. Returns whether some of it has to wait on though there seemed to be a network. */
const sendAll = async () => {
  const tried = [];
  const next = async () => (await box.mine()).find((item) => !item.status && !tried.includes(item.stamp));
  let item = navigator.onLine && (await next());
  if (!item) return false;
  const known = await reach();
  if (!known) return true;
  if (known.person !== me) {
    say(words().signedOut);
    return false;
  }
  let onward;
  for (; item; item = await next()) {
    tried.push(item.stamp);
    const { status, url } = await send(item, known.token);
    if (!status) break;
    onward ??= await settled(item, status, url, known.token);
  }
  await show();
  onward?.();
  return Boolean(item);
};

/* A network that is only just coming back refuses the first try: it is tried again, soon at first, then each minute. */
const SOON = 2_000;
const SELDOM = 60_000;
let pause = SOON;
let retry;
const flush = async () => {
  const isLeft = await navigator.locks.request("outbox", sendAll);
  clearTimeout(retry);
  if (isLeft) retry = setTimeout(flush, pause);
  pause = isLeft ? Math.min(2 * pause, SELDOM) : SOON;
};

/* What came back is noted. Returns where this page goes on to, if it is a form of this page that was answered: to the
   answer, as if the form had been sent from here; but never away from what is being typed. */
const settled = async (item, status, url, token) => {
  await box.end(item, status === 200 ? 0 : status);
  if (status === 200) say(words().sent.replace("{what}", item.what), url);
  const place = document.querySelector(`[data-kept="${item.id}"]`);
  if (!place || place.dataset.typed) return undefined;
  const isWhole = place.matches("form:not([data-taps])");
  if (status !== 200) return isWhole ? () => showRefused(item, token) : undefined;
  return () => location.replace(isWhole ? url : location.pathname + location.search);
};

/* What was refused is shown by the server, with what is wrong beside the field and both sides where there are two: it
   is sent once more as a page. */
const showRefused = (item, token) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: item.action, hidden: true });
  form.append(...[...item.fields, ["csrfmiddlewaretoken", token]].map(([name, value]) => hidden(name, value)));
  document.body.append(form);
  form.submit();
};
/* Opened from the outbox: nothing may stand against it any more. Without a network it is filled into the kept page. */
const reopen = async (item, link) => {
  const known = item.status && navigator.onLine ? await reach() : null;
  if (known?.person !== me) {
    location.assign(link.href);
    return;
  }
  const { status, url } = await send(item, known.token);
  if (status) await box.end(item, status === 200 ? 0 : status);
  if (status === 200) location.assign(url);
  else if ([409, 422].includes(status)) showRefused(item, known.token);
  else location.assign(link.href);
};

/* What waits, on every page of the person who wrote it. */
const outbox = () => {
  const section = document.getElementById("outbox");
  if (!section.firstChild) section.append(document.createElement("p"), document.createElement("ul"));
  const [said, list] = section.children;
  return { section, said, list };
};
const show = async () => {
  const items = await box.mine();
  const { section, said, list } = outbox();
  list.replaceChildren(...items.map(row));
  section.hidden = !items.length && !said.textContent;
};
const row = (item) => {
  const { waiting, changed, invalid, forbidden, open, discard } = words();
  const told = { 0: waiting, 409: changed, 422: invalid }[item.status] ?? forbidden;
  const line = document.createElement("li");
  line.className = "cluster";
  const text = document.createElement("span");
  text.textContent = `${item.what}: ${told}`;
  const link = Object.assign(document.createElement("a"), { className: "tap", textContent: open });
  link.href = `${item.page}#kept-${item.id}`;
  link.addEventListener("click", (event) => {
    if (!item.status) return;
    event.preventDefault();
    reopen(item, link);
  });
  line.append(text, link);
  if (item.status) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: discard });
    button.className = "button button-quiet";
    button.dataset.discard = item.id;
    line.append(button);
  }
  return line;
};
/* `onward` is where an answer led: the questions about heavy legs are offered from wherever it arrived. */
const say = (text, onward = "") => {
  const { section, said } = outbox();
  said.textContent = text;
  if (onward.endsWith("/heavy-legs/")) {
    const link = Object.assign(document.createElement("a"), { className: "tap", href: onward });
    link.textContent = words().legs;
    said.append(" ", link);
  }
  section.hidden = false;
};

/* Forms get what waits: "#kept-3" that one, the form of a session what was tapped for it, and the page with which the
   server refused something that very thing. Beside it stay the token and the version that the page has now. */
const fill = async () => {
  const items = await box.mine();
  const isKept = document.getElementById("kept-line");
  const chosen = location.hash.match(/^#kept-(\d+)$/)?.[1];
  for (const form of forms()) {
    const named = form.elements.sending?.value;
    const waits = items.find((one) => !one.status && one.about && one.about === form.dataset.about);
    const answered = !isTap(form) && !isKept && items.find((one) => one.status && sendingOf(one.fields) === named);
    const opened = !isTap(form) && items.find((one) => String(one.id) === chosen && one.action === pathOf(form));
    const item = answered || opened || waits;
    if (!item || !form.isConnected) continue;
    if (isTap(form)) tapped(form, item);
    else {
      form.dataset.kept = item.id;
      if (!answered) put(form, item);
      if (String(item.id) === chosen) form.scrollIntoView();
    }
  }
};
/* What a tap said is a part of what a form says; the rest stays as it stands. */
const put = (form, item) => {
  const isWhole = item.action === pathOf(form);
  for (const field of form.elements) {
    if (!field.name || ["csrfmiddlewaretoken", "sending", "version"].includes(field.name)) continue;
    const values = item.fields.filter(([key]) => key === field.name).map(([, value]) => value);
    if (!values.length && !isWhole) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
};
/* The day on a copy that was kept is that on which it is read, at the latest the one that was planned. */
const date = () => {
  const today = new Date().toLocaleDateString("sv");
  for (const field of document.querySelectorAll("[data-due]")) {
    const { due } = field.dataset;
    field.value = due && due < today ? due : today;
  }
};

const works = me && window.indexedDB && navigator.locks && window.crypto?.subtle;

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const { submitter } = event;
    const needs = form.matches("form[data-needs-network]");
    if (!works || form.dataset.passing || !(needs || form.matches("form[data-offline]"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    if (!needs) await rename(form, submitter);
    /* What was opened from the outbox goes the way of the outbox. */
    const known = navigator.onLine && !form.dataset.kept ? await reach() : null;
    delete form.dataset.busy;
    delete form.dataset.typed;
    if (known?.person === me) {
      form.dataset.passing = "1";
      form.requestSubmit(submitter);
      delete form.dataset.passing;
    } else if (needs) {
      say(known ? words().signedOut : words().needed);
      document.getElementById("outbox").scrollIntoView();
    } else {
      await keep(form, submitter, known ? words().signedOut : words().kept);
      flush();
    }
  },
  true,
);
/* htmx was on its way when the network went: whether it arrived is not known. */
document.addEventListener(
  "htmx:sendError",
  (event) => {
    const form = event.target;
    if (!works || !form.matches("form[data-offline]")) return;
    event.stopImmediatePropagation();
    keep(form, event.detail.requestConfig.triggeringEvent?.submitter, words().kept);
  },
  true,
);
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("form[data-offline]")) form.dataset.typed = "1";
});
document.addEventListener("click", async (event) => {
  const way = event.target.closest("[data-discard]");
  if (!way || !works) return;
  event.preventDefault();
  const id = way.dataset.discard || document.querySelector("form[data-kept]")?.dataset.kept;
  if (id) await box.remove(Number(id));
  if (way.href) location.assign(way.href);
  else show();
});

/* Signing out takes the kept pages away; what waits stays for the same account, and is warned of first. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!me || form.method !== "post" || new URL(form.action).pathname !== words().signOut || form.dataset.passing) return;
  event.preventDefault();
  const waiting = works ? await box.mine() : [];
  if (waiting.length && !confirm(words().warning)) return;
  for (const name of (await window.caches?.keys()) ?? []) if (name.startsWith("pages-")) await caches.delete(name);
  form.dataset.passing = "1";
  form.requestSubmit(event.submitter);
});

/* What a page says only where the network is away. */
const away = () => {
  const isAway = !navigator.onLine || document.getElementById("kept-line");
  for (const one of document.querySelectorAll("[data-when-offline]")) one.hidden = !isAway;
};

if (works) {
  addEventListener("DOMContentLoaded", async () => {
    /* What the server told when the page was kept is no news. */
    if (document.getElementById("kept-line")) {
      document.getElementById("messages").replaceChildren();
      date();
    }
    show();
    await fill();
    flush();
  });
  addEventListener("hashchange", fill);
  box.tabs.addEventListener("message", show);
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  for (const name of ["DOMContentLoaded", "online", "offline"]) addEventListener(name, away);
}

/* The worker is asked in after the page stands, and told what it showed before the worker was there, and what is likely
   to be opened without a network: the mark of a link changes with what its page says. */
if (me && "serviceWorker" in navigator) {
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    const here = document.getElementById("kept-line") || navigator.serviceWorker.controller ? [] : [location.href];
    const ahead = [...document.querySelectorAll("a[data-keep]")].map((link) => [link.href, link.dataset.keep]);
    active.postMessage({ keep: [...files.map((one) => one.src || one.href), ...here], ahead });
  });
}
