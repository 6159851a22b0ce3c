/* The worker beside the pages: it keeps the last weeks of one person and the files that show them.

   The network comes first; what is kept is shown where it is away or too slow, and says so. Copies are of one account:
   another one, a sign-out and the sign-in page clear them. What says no-store is never kept, and nothing is ever sent
   from here: what was written without a network waits in the page (offline.js). */
"use strict";

const STATIC = "{{ static_url|escapejs }}";
const SIGN_IN = "{{ sign_in|escapejs }}";
const SIGN_OUT = "{{ sign_out|escapejs }}";
const AWAY = "{{ away|escapejs }}";
const ANY_WEEK = "{{ any_week|escapejs }}";

const FILES = "files";
const PAGES = "pages-";
const KEPT_AT = "X-Kept-At";
const MARK = "X-Kept-Mark";
const DAY_MS = 24 * 3600 * 1000;
/* The newest of each are kept. */
const MOST = { week: 8, log: 16, file: 60 };
const PATIENCE_MS = 4000;

const KINDS = {
  week: /^(?:\/c\/[^/]+)?\/my-week\/(?:\d{4}-\d\d-\d\d\/)?$/,
  log: /^\/c\/[^/]+\/logs?\/(?:\d+\/)?$/,
};
const DATED = /^((?:\/c\/[^/]+)?\/my-week\/)(\d{4}-\d\d-\d\d)\/$/;
const kindOf = (path) => Object.keys(KINDS).find((kind) => KINDS[kind].test(path));
/* A file whose name holds what is in it never changes. */
const isForever = (path) => /\.[0-9a-f]{12}\.\w+$/.test(path);

/* Counts up when copies are cleared: an answer that was asked for before comes too late to be kept, also one of the
   account before, which would take away what is the next one's. */
let epoch = 0;

const clear = async (except) => {
  if (!except) epoch += 1;
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== except);
  if (except && names.length) epoch += 1;
  await Promise.all(names.map((name) => caches.delete(name)));
};

/* Copies are made one after the other: what one clears no other puts back. */
let turn = Promise.resolve();
const inTurn = (work) => {
  turn = turn.then(work, work);
  return turn;
};

/* Caches list what they hold in the order it was put there. */
const trim = async (cache, most, belongs) => {
  const held = (await cache.keys()).filter((request) => belongs(new URL(request.url).pathname));
  await Promise.all(held.slice(0, Math.max(0, held.length - most)).map((request) => cache.delete(request, { ignoreVary: true })));
};

const keepPage = (...said) => inTurn(() => keepOne(...said));
const keepOne = async (url, response, asked, mark = "") => {
  const kind = kindOf(url.pathname);
  if (!kind || response.redirected || asked !== epoch) return;
  if ([403, 404, 410].includes(response.status)) {
    /* Whom a club's week is closed to has no business with any page of that club. */
    const closed = (kind === "week" && url.pathname.match(/^\/c\/[^/]+\//)?.[0]) || url.pathname;
    for (const name of await caches.keys()) {
      if (name.startsWith(PAGES)) await trim(await caches.open(name), 0, (path) => path.startsWith(closed));
    }
    return;
  }
  if (response.status !== 200 || /no-store/.test(response.headers.get("Cache-Control") ?? "")) return;
  const page = await response.text();
  const person = page.match(/<body[^>]* data-person="([0-9a-z]+)"/)?.[1];
  if (!person || asked !== epoch) return;
  await clear(PAGES + person);
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(KEPT_AT, new Date().toISOString());
  headers.set(MARK, mark);
  const cache = await caches.open(PAGES + person);
  await cache.delete(url.href, { ignoreVary: true });
  await cache.put(url.href, new Response(page, { headers }));
  await trim(cache, MOST[kind], (path) => kindOf(path) === kind);
};

const keepFile = async (cache, request, response) => {
  await cache.put(request, response);
  await trim(cache, MOST.file, (path) => path.startsWith(STATIC));
};

const keptPage = async (url) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const cache = await caches.open(name);
    const exact = await cache.match(url.href, { ignoreVary: true });
    if (exact) return exact;
    const [, base, monday] = url.pathname.match(DATED) ?? [];
    if (monday) {
      /* The week that today is in has two addresses. */
      const current = await cache.match(new URL(base, url).href, { ignoreVary: true });
      const age = current && new Date(current.headers.get(KEPT_AT)) - new Date(`${monday}T00:00`);
      return age >= 0 && age < 7 * DAY_MS ? current : undefined;
    }
    if (url.pathname !== ANY_WEEK) return undefined;
    /* The address that the app starts with leads on to a club: the newest of those is meant. */
    const weeks = (await cache.keys()).filter((request) => new URL(request.url).pathname.endsWith("/my-week/"));
    return weeks.length ? cache.match(weeks.at(-1), { ignoreVary: true }) : undefined;
  }
  return undefined;
};

/* A kept page with a line that says since when it is not news any more; the words come with the page. */
const shown = async (kept) => {
  const page = await kept.text();
  const at = new Date(kept.headers.get(KEPT_AT));
  const language = page.match(/<html lang="([\w-]+)"/)?.[1];
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const day = at.toDateString() === new Date().toDateString() ? {} : { weekday: "short", day: "numeric", month: "short" };
  const when = new Intl.DateTimeFormat(language, { ...day, ...clock }).format(at);
  const words = page.match(/<body[^>]* data-kept="([^"]*)"/)?.[1] ?? "";
  const line = `<p class="message kept-line" id="kept-line" role="status">${words.replace("{when}", when)}</p>`;
  return new Response(page.replace(/<main [^>]*>/, (main) => main + line), { headers: kept.headers });
};

const visit = async (event) => {
  const url = new URL(event.request.url);
  const asked = epoch;
  const arriving = fetch(event.request).then((response) => {
    if (response.type === "basic") event.waitUntil(keepPage(url, response.clone(), asked));
    return response;
  });
  const kept = await keptPage(url);
  try {
    if (!kept) return await arriving;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const answer = await Promise.race([arriving, late]);
    if (answer) return answer;
    arriving.catch(() => {});
  } catch {
    if (!kept) return (await caches.match(AWAY, { ignoreVary: true })) ?? Response.error();
  }
  return shown(kept);
};

const file = async (event) => {
  const cache = await caches.open(FILES);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept && isForever(new URL(event.request.url).pathname)) return kept;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keepFile(cache, event.request, response.clone()));
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

/* Whatever else leads somewhere: where the network is away that is said by a page of ours. */
const other = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(AWAY, { ignoreVary: true })) ?? Response.error();
  }
};

const signIn = async (event) => {
  const response = await fetch(event.request);
  /* Who is signed in is led on from there: whoever sees the page is nobody. */
  if (response.status === 200) event.waitUntil(clear());
  return response;
};

/* Pages that are likely to be opened without a network; a copy of today with the same mark says the same. */
const keepAhead = async (pages) => {
  for (const [address, mark] of pages) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin || !kindOf(url.pathname)) continue;
    const kept = await keptPage(url);
    if (kept?.headers.get(MARK) === mark && Date.now() - new Date(kept.headers.get(KEPT_AT)) < DAY_MS) continue;
    const asked = epoch;
    const response = await fetch(url.href, { redirect: "manual" });
    if (response.type === "basic") await keepPage(url, response, asked, mark);
  }
};

/* What a page showed before this worker was there. */
const keepAll = async (addresses) => {
  const cache = await caches.open(FILES);
  for (const address of addresses) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin) continue;
    if (url.pathname.startsWith(STATIC)) {
      if (await cache.match(url.href, { ignoreVary: true })) continue;
      const response = await fetch(url.href);
      if (response.ok) await keepFile(cache, url.href, response);
    } else if (kindOf(url.pathname)) {
      const asked = epoch;
      const response = await fetch(url.href, { redirect: "manual" });
      if (response.type === "basic") await keepPage(url, response, asked);
    }
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => cache.add(AWAY)));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  const { keep, ahead } = event.data ?? {};
  if (Array.isArray(keep)) event.waitUntil(keepAll(keep).then(() => keepAhead(ahead ?? [])).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.waitUntil(clear());
  if (request.method !== "GET") return;
  if (pathname.startsWith(STATIC)) event.respondWith(file(event));
  else if (request.mode !== "navigate") return;
  else if (pathname === SIGN_IN) event.respondWith(signIn(event));
  else if (kindOf(pathname)) event.respondWith(visit(event));
  else event.respondWith(other(request));
});
