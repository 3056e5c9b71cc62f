// Reads the pages named on the command line in Chromium, as people do, and prints the results as
// TAP: `ok 1 - what holds` or `not ok 1 - what holds`, with what is wrong below it.
//
// node pages.mjs CHROMIUM PAGE [LONG_PAGE...]: the first page is read in every way; a long one as it
// opens, since looking through all that it folds away takes minutes.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { basename } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, page, ...longPages] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
// 1280 pixels at 400 %.
const REFLOWED = { width: 320, height: 256 };

let count = 0;
function tell(what, faults) {
  count += 1;
  console.log(`${faults.length === 0 ? "ok" : "not ok"} ${count} - ${what}`);
  for (const fault of faults) console.log(`# ${String(fault).replaceAll("\n", "\n# ")}`);
}

const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/// A page at a size, with every request noted that is not for the page itself.
async function open(path, viewport, options = {}) {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(path).href;
  const requests = [];
  const faults = [];
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) requests.push(request.url());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(url);
  return { page, requests, faults, close: () => context.close() };
}

async function violations(page) {
  // In the page's own world, and again only where it is not there yet.
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return found.violations.map(
      (rule) => `${rule.id}: ${rule.help}; ${rule.nodes.length} places, ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`,
    );
  });
}

const openAll = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((folded) => { folded.open = true; }));

/// What reaches beyond the right edge, where the page as a whole does.
const tooWide = (page) =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.querySelectorAll("main *")].filter(
      (part) => part.getBoundingClientRect().right > room + 1 && !part.closest(".scroll"),
    );
    return [`${document.documentElement.scrollWidth} pixels in ${room}`, ...wide.slice(0, 3).map((part) => part.outerHTML.slice(0, 120))];
  });

const textOf = (page) => page.evaluate(() => document.querySelector("main").innerText.replace(/\s+/g, " "));

async function atSizes(path, name) {
  for (const [size, viewport] of [["desktop", DESKTOP], ["phone", PHONE], ["400 % zoom", REFLOWED]]) {
    const { page, requests, faults, close } = await open(path, viewport);
    if (size !== "400 % zoom") tell(`${name}, ${size}: no violation`, await violations(page));
    tell(`${name}, ${size}: nothing is cut off at the side`, await tooWide(page));
    await openAll(page);
    if (size !== "400 % zoom") tell(`${name}, ${size}, all unfolded: no violation`, await violations(page));
    tell(`${name}, ${size}, all unfolded: nothing is cut off at the side`, await tooWide(page));
    tell(`${name}, ${size}: nothing is fetched`, requests);
    tell(`${name}, ${size}: no script fails`, faults);
    await close();
  }
}

async function inPrint(path, name) {
  const { page, requests, close } = await open(path, DESKTOP);
  await page.emulateMedia({ media: "print" });
  tell(`${name}, print: no violation`, await violations(page));
  const shown = await page.evaluate(() =>
    [".skip", ".filters"].filter((part) => {
      const found = document.querySelector(part);
      return found && getComputedStyle(found).display !== "none";
    }),
  );
  tell(`${name}, print: what only serves the screen is left out`, shown);
  const size = (await page.pdf({ format: "A4" })).length;
  tell(`${name}, print: it makes a PDF`, size > 10_000 ? [] : [`${size} bytes`]);
  // What needs somebody is not folded away: each finding stands on paper with its place, what to do
  // and what it rests on.
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll(".requirement .finding, .requirement .facts, .requirement .evidence li")]
      .filter((part) => !part.checkVisibility() || part.getBoundingClientRect().height === 0)
      .map((part) => part.id || part.textContent.slice(0, 60)),
  );
  tell(`${name}, print: every finding stands on paper with what it rests on`, hidden);
  tell(`${name}, print: nothing is fetched`, requests);
  await close();
}

async function withoutScripts(path, name) {
  const scripted = await open(path, DESKTOP);
  const filters = await scripted.page.evaluate(() => document.querySelector(".filters")?.innerText ?? "");
  const all = await textOf(scripted.page);
  await scripted.close();
  const plain = await open(path, DESKTOP, { javaScriptEnabled: false });
  // Playwright evaluates beside the page's own scripts, which stay off.
  const text = await textOf(plain.page);
  const squeezed = (words) => words.replace(/\s+/g, "");
  tell(
    `${name}, no script: all is there but the filters`,
    squeezed(all).replace(squeezed(filters), "") === squeezed(text) ? [] : [`${all.length} and ${text.length} letters`],
  );
  await plain.close();
}

/// Everything with the keyboard alone: the way to the content, the filters, a link to its finding.
async function byKeyboard(path, name) {
  const { page, close } = await open(path, DESKTOP);
  const focused = () =>
    page.evaluate(() => {
      const part = document.activeElement;
      const style = getComputedStyle(part);
      return {
        tag: part.tagName,
        type: part.getAttribute("type"),
        value: part.getAttribute("value"),
        id: part.id,
        href: part.getAttribute("href"),
        text: part.textContent.trim().slice(0, 60),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        top: part.getBoundingClientRect().top + window.scrollY,
      };
    });
  await page.keyboard.press("Tab");
  const skip = await focused();
  tell(`${name}, keyboard: the first stop leads past the banner`, skip.href === "#main" && skip.ring ? [] : [JSON.stringify(skip)]);
  const hasFilters = await page.evaluate(() => document.querySelector(".filters") !== null);
  const stops = [];
  for (let pressed = 0; pressed < 400; pressed += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused();
    if (stop.tag === "BODY") break;
    stops.push(stop);
    if (hasFilters ? stop.id === "words" : pressed > 20) break;
  }
  tell(`${name}, keyboard: where one is can be seen`, stops.filter((stop) => !stop.ring).map((stop) => JSON.stringify(stop)));
  const jumps = stops.slice(1).filter((stop, index) => stop.top + 60 < stops[index].top);
  tell(`${name}, keyboard: the order of stops is that of the page`, jumps.map((stop) => JSON.stringify(stop)));
  if (hasFilters) {
    const ticks = stops.filter((stop) => stop.type === "checkbox").map((stop) => stop.value);
    tell(`${name}, keyboard: the filters are reached in turn`, ticks.join() === "must,should,note" && stops.at(-1).id === "words" ? [] : [ticks.join()]);
    const shown = () => page.evaluate(() => [...document.querySelectorAll(".requirement .finding")].filter((found) => found.checkVisibility()).map((found) => found.id));
    const before = await shown();
    const word = await page.evaluate(() => document.querySelector(".requirement .finding .identity code").textContent);
    await page.keyboard.type(word);
    const narrowed = await shown();
    tell(`${name}, keyboard: words narrow the findings`, narrowed.length === 1 && narrowed[0] === `f-${word}` ? [] : [`${narrowed.length} of ${before.length}`]);
    const said = await page.evaluate(() => document.querySelector(".filters [role=status]").textContent);
    tell(`${name}, keyboard: how many are shown is said`, said === "1 shown" ? [] : [said]);
    tell(`${name}, filtered: no violation`, await violations(page));
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    // Back to the tick of "must", and off.
    for (let back = 0; back < 3; back += 1) await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    const rest = await page.evaluate(() => [...document.querySelectorAll(".requirement")].filter((part) => part.checkVisibility() && part.dataset.severity === "must").length);
    tell(`${name}, keyboard: a severity is left out`, rest === 0 ? [] : [`${rest} are still shown`]);
    // A link to a finding that the filters hide shows it.
    const link = page.locator("section[aria-labelledby=to-do] a").first();
    if (await link.count()) {
      const target = (await link.getAttribute("href")).slice(1);
      await link.focus();
      await page.keyboard.press("Enter");
      const at = await page.waitForFunction((id) => document.activeElement.id === id && document.activeElement.checkVisibility(), target, { timeout: 2000 }).then(() => [], () => [target]);
      tell(`${name}, keyboard: a link shows its finding, filtered or not`, at);
    }
  }
  // Folded parts open with the keyboard.
  const folded = page.locator("main details > summary").first();
  if (await folded.count()) {
    await folded.focus();
    await page.keyboard.press("Enter");
    const opened = await folded.evaluate((summary) => summary.parentElement.open);
    tell(`${name}, keyboard: what is folded opens`, opened ? [] : ["it stays shut"]);
  }
  await close();
}

/// A long page as it opens.
async function atAGlance(path, name) {
  const { page, requests, faults, close } = await open(path, DESKTOP);
  tell(`${name}, desktop: no violation`, await violations(page));
  await page.setViewportSize(REFLOWED);
  tell(`${name}, 400 % zoom: nothing is cut off at the side`, await tooWide(page));
  tell(`${name}: nothing is fetched`, requests);
  tell(`${name}: no script fails`, faults);
  await close();
}

try {
  const name = basename(page, ".html");
  await atSizes(page, name);
  await inPrint(page, name);
  await withoutScripts(page, name);
  await byKeyboard(page, name);
  for (const path of longPages) await atAGlance(path, basename(path, ".html"));
} finally {
  await browser.close();
}
console.log(`1..${count}`);
