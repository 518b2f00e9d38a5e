// Reading without a network: pages that were read are kept in the reader's own browser, with their photos.
// The line before says VERSION; docs/decisions/0019-offline.md says why it is so.

const SHELL = {{ shell|safe }};
const MOST_PAGES = {{ most_pages }};
const MOST_BYTES = {{ most_megabytes }} * 1024 * 1024;
// Milliseconds; after them somebody with a page kept rather reads that one.
const PATIENCE = 4000;
const DAY = 24 * 60 * 60 * 1000;

const [OFFLINE, OFFLINE_IN_ENGLISH] = SHELL;
const RELEASE = /^(\/[a-z]{2})?\/releases\/\d{8}-\d+\/(v\d+\/)?$/;
const PHOTO = /^\/media\/photos\/..\/([0-9a-f]+)[.-]/;
const FILE = /^\/(static|media\/photos)\/|^(\/[a-z]{2})?\/releases\/\d{8}-\d+\/qr\.svg$/;
// Another content would have another address; static files have their digest in it only in production.
const LASTING = /^\/static\/.*\.[0-9a-f]{12}\.\w+$|^\/media\/photos\/|\/qr\.svg$/;
// What is kept and since when, in the cache of pages; no page of the site has this address.
const INDEX = "/offline/index.json";

const shell = () => caches.open(`shell-${VERSION}`);
const pages = () => caches.open("pages");
const files = () => caches.open("files");
// The tabs that show a kept page: what they ask for is answered with what was kept with it.
const keptTabs = new Set();

addEventListener("install", (event) => {
  skipWaiting();
  const requests = SHELL.map((address) => new Request(address, { cache: "no-cache" }));
  event.waitUntil(shell().then((cache) => cache.addAll(requests)));
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), forgetOldShells()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (!isForUs(request)) return;
  if (request.mode !== "navigate") {
    if (FILE.test(pathname)) event.respondWith(file(event, pathname));
  } else if (RELEASE.test(pathname)) {
    event.respondWith(release(event, pathname));
  } else {
    event.respondWith(fetch(request).catch(() => instead(event, pathname)));
  }
});

addEventListener("message", (event) => {
  const { keep, clear } = event.data;
  if (keep) event.waitUntil(complete(keep));
  if (clear) event.waitUntil(inTurn(() => save([])).then(() => event.ports[0].postMessage("cleared")));
});

/** Return whether a request is one for what the public reads; all others go by as if there were no worker. */
function isForUs({ method, url, headers }) {
  const isOurs = new URL(url).origin === location.origin && !isDesk(url);
  return method === "GET" && isOurs && !headers.has("Range") && !headers.has("Authorization");
}

function isDesk(url) {
  return /^\/desk(\/|$)/.test(new URL(url).pathname);
}

/** Answer with what the site says now; without a network, or where it takes too long, with what was read. */
async function release(event, path) {
  const kept = await (await pages()).match(path);
  const answer = fetch(event.request).then((response) => {
    event.waitUntil(note(path, response.clone()));
    return response;
  });
  if (!kept) return answer.catch(() => instead(event, path));
  const came = answer.catch(() => {});
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  // What comes later than that is still kept.
  event.waitUntil(came);
  const first = await Promise.race([came, waited]);
  if (first && first.status < 500) return first;
  event.waitUntil(inTurn(() => readAgain(path)));
  return marked(event, kept, kept.headers.get("Kept-At"));
}

async function file({ request, clientId }, path) {
  const client = await clients.get(clientId);
  if (client && isDesk(client.url)) return fetch(request);
  const kept = await caches.match(path, { ignoreVary: true });
  if (kept && (LASTING.test(path) || keptTabs.has(clientId))) return kept;
  return fetch(request).catch(async () => kept ?? (await samePhoto(path)) ?? Response.error());
}

/** Return what there is without a network: the photo in another size, else the page that says so. */
async function instead(event, path) {
  const photo = await samePhoto(path);
  if (photo) return photo;
  const address = path.startsWith("/en/") ? OFFLINE_IN_ENGLISH : OFFLINE;
  const page = await (await shell()).match(address, { ignoreVary: true });
  if (!page) return Response.error();
  return path === address ? page : marked(event, page, "");
}

async function samePhoto(path) {
  const digest = PHOTO.exec(path)?.[1];
  if (!digest) return;
  const cache = await files();
  const request = (await cache.keys()).find(({ url }) => PHOTO.exec(new URL(url).pathname)?.[1] === digest);
  return request && cache.match(request);
}

/** Return the page with a mark by which it knows that it was kept, and since when. */
async function marked({ resultingClientId }, response, at) {
  keptTabs.add(resultingClientId);
  const html = await response.text();
  return new Response(html.replace("<html", `<html data-kept="${at}"`), { headers: response.headers });
}

/** Keep the page that the site answered with; where it has none any more, keep none. */
async function note(path, response) {
  if (isGone(response)) return inTurn(() => forget(path, response));
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (response.status !== 200 || response.type !== "basic" || response.redirected || !isPage) return;
  // Before its turn: a page that never ends would keep all others waiting.
  const html = await response.text();
  return inTurn(() => keep(path, html, copied(response.headers)));
}

async function keep(path, html, headers) {
  const now = Date.now();
  headers.set("Kept-At", now);
  await (await pages()).put(path, new Response(html, { headers }));
  const kept = await index();
  const before = kept.find((page) => page.path === path);
  const page = { title: "", files: {}, ...before, path, size: new Blob([html]).size, at: now, asked: now };
  await save([...kept.filter((other) => other !== before), page]);
}

/** Keep what a page says that it is shown with; the page too, where it was read before there was a worker. */
async function complete({ path, title, addresses }) {
  if (!RELEASE.test(path)) return;
  if (!(await index()).some((page) => page.path === path)) await note(path, await fetch(path));
  const got = await Promise.all([...new Set(addresses)].filter((address) => FILE.test(address)).map(get));
  await inTurn(async () => {
    const cache = await files();
    const sizes = {};
    for (const { address, blob, headers } of got.filter(Boolean)) {
      await cache.put(address, new Response(blob, { headers }));
      sizes[address] = blob.size;
    }
    await change(path, { title, files: sizes });
  });
  await askAbout();
}

async function get(address) {
  try {
    const kept = LASTING.test(address) && (await (await files()).match(address));
    const response = kept || (await fetch(address));
    if (response.status !== 200) return;
    return { address, blob: await response.blob(), headers: copied(response.headers) };
  } catch {
    // What did not come is not kept: the page is there without it.
  }
}

/** Ask whether the page that was not asked about for longest is still there: at most once a day for each. */
async function askAbout() {
  const [page] = (await index()).sort((one, other) => one.asked - other.asked);
  if (!page || Date.now() - page.asked < DAY) return;
  const response = await fetch(page.path, { method: "HEAD" });
  await inTurn(() => (isGone(response) ? forget(page.path, response) : change(page.path, { asked: Date.now() })));
}

async function change(path, facts) {
  await save((await index()).map((page) => (page.path === path ? { ...page, ...facts } : page)));
}

async function readAgain(path) {
  const kept = await index();
  const isIt = (page) => page.path === path;
  await save([...kept.filter((page) => !isIt(page)), ...kept.filter(isIt)]);
}

function isGone({ status }) {
  return status === 404 || status === 410;
}

/** Forget a page; where it was withdrawn, its versions and its other languages were withdrawn with it. */
async function forget(path, { status }) {
  const plain = (one) => one.replace(/^\/[a-z]{2}\//, "/");
  const goes = (one) => (status === 410 ? plain(one).startsWith(plain(path)) : one === path);
  await save((await index()).filter((page) => !goes(page.path)));
}

/** Return the pages kept, the one read longest ago first: path, title, bytes, times, and files with their bytes. */
async function index() {
  const kept = await (await pages()).match(INDEX);
  return kept ? kept.json() : [];
}

/** Keep these pages, as many as there is room for, and nothing that none of them needs. */
async function save(kept) {
  while (kept.length > MOST_PAGES || bytesOf(kept) > MOST_BYTES) kept.shift();
  await (await pages()).put(INDEX, new Response(JSON.stringify(kept)));
  await retain(await pages(), [INDEX, ...kept.map(({ path }) => path)]);
  await retain(await files(), kept.flatMap((page) => Object.keys(page.files)));
}

function bytesOf(kept) {
  const sizes = Object.assign({}, ...kept.map((page) => page.files));
  return [...Object.values(sizes), ...kept.map(({ size }) => size)].reduce((sum, size) => sum + size, 0);
}

async function retain(cache, addresses) {
  const needed = new Set(addresses.map((address) => new URL(address, location.origin).href));
  for (const request of await cache.keys()) if (!needed.has(request.url)) await cache.delete(request);
}

async function forgetOldShells() {
  const names = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== `shell-${VERSION}`);
  await Promise.all(names.map((name) => caches.delete(name)));
}

function copied(headers) {
  const copy = new Headers(headers);
  // They speak of what came over the network; what is kept is unpacked.
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) copy.delete(name);
  return copy;
}

let last = Promise.resolve();

/** Do one thing after another: two that changed the list at once would lose what one of them wrote. */
function inTurn(job) {
  const done = last.then(job);
  last = done.catch(() => {});
  return done;
}
