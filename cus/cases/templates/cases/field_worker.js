/* Keeps the shell and static files for work without network. No other page ever gets into its cache. */
"use strict";
const KEPT = {{ kept|safe }};
const NAME = "cus-field-" + KEPT.version;

self.addEventListener("install", event => {
  event.waitUntil(caches.open(NAME).then(async cache => {
    await cache.addAll(KEPT.files.map(file => new Request(file, { cache: "reload" })));
    await keepShell(cache);
    await self.skipWaiting();
  }));
});

self.addEventListener("activate", event => {
  event.waitUntil((async () => {
    const names = (await caches.keys()).filter(name => name.startsWith("cus-field-") && name !== NAME);
    await Promise.all(names.map(name => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === KEPT.shell) event.respondWith(shell(event));
  else if (KEPT.files.includes(url.pathname)) event.respondWith(kept(event.request));
});

/* The kept shell at once; a newer one for the next time. A sign-in page in its place is not kept. */
async function shell(event) {
  const cache = await caches.open(NAME);
  const found = await cache.match(KEPT.shell);
  if (!found) return fetch(event.request);
  event.waitUntil(keepShell(cache).catch(() => undefined));
  return found;
}

async function keepShell(cache) {
  const answer = await fetch(KEPT.shell, { redirect: "manual", credentials: "same-origin" });
  if (answer.ok) await cache.put(KEPT.shell, answer);
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true })) || fetch(request);
}
