// Score pages of a site on loopback by the scanner's own rules: node scan.mjs MODULES '{"host": …}'
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, asked] = process.argv.slice(2);
const { host, port, cookie, preloaded, pages } = JSON.parse(asked);
const scanner = path.resolve(modules, "@mdn/mdn-http-observatory");

// Whatever the host is called, it is here.
dns.lookup = (name, options, done) =>
  options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
syncBuiltinESMExports();
// The scanner would fetch the list of browsers from another host.
const list = preloaded ? { [host]: { mode: "force-https", includeSubDomains: true } } : {};
fs.writeFileSync(path.join(scanner, "conf", "hsts-preload.json"), JSON.stringify(list));

const load = (file) => import(pathToFileURL(path.join(scanner, "src", file)));
const { retrieve } = await load("retriever/retriever.js");
const { ALL_TESTS } = await load("constants.js");
const { getScoreModifier } = await load("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load("grader/charts.js");

const scored = {};
for (const page of pages) {
  const headers = page.startsWith("/desk/") && cookie ? [`Cookie: ${cookie}`] : [];
  // Nothing listens on the port of plain HTTP: with nginx in front, it leads to HTTPS.
  const found = await retrieve(host, { httpsPort: port, httpPort: 9, path: page, headers });
  if (!found.responses.auto) throw new Error(`${page} is not answered`);
  const results = ALL_TESTS.map((test) => test(found));
  const modifiers = Object.fromEntries(
    results.map((result) => [result.constructor.name, getScoreModifier(result.result)]),
  );
  const values = Object.values(modifiers);
  // As the scanner has it: what is extra counts only where little is wrong.
  const plain = values.filter((value) => value < 0).reduce((sum, value) => sum + value, 100);
  const extra = values.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
  const score = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? plain + extra : plain;
  scored[page] = { status: found.responses.auto.status, score, modifiers };
}
console.log(JSON.stringify(scored));
