// Keeps the shell of the portal (the page and its hashed parts), so that it opens without network and one can go on writing.
// Never the API: what the server says is asked from the server. The page itself is always asked first, so nothing grows stale.
const shell = 'smart-deputy-shell-1';
const home = '/deputy/';
const patience = 4000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(shell).then((cache) => cache.add(home)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('smart-deputy-') && name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(home)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith(`${home}assets/`)) event.respondWith(part(request));
});

/** The newest page; the kept one only when the network is silent. */
async function page(request) {
  const cache = await caches.open(shell);
  try {
    const answer = await withPatience(fetch(request));
    if (answer.ok && answer.type === 'basic') await cache.put(home, answer.clone());
    return answer;
  } catch {
    return (await cache.match(home)) ?? Response.error();
  }
}

/** Parts carry a hash in their name and never change. */
async function part(request) {
  const cache = await caches.open(shell);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    await trim(cache);
  }
  return answer;
}

/** Parts of past versions go when there are too many; the oldest stand first. */
async function trim(cache) {
  const kept = (await cache.keys()).filter((request) => request.url.includes('/assets/'));
  await Promise.all(kept.slice(0, Math.max(0, kept.length - 120)).map((request) => cache.delete(request)));
}

function withPatience(answer) {
  return Promise.race([answer, new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer in time')), patience))]);
}
