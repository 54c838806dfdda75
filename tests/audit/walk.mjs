// Walks pages in a browser that is not Chromium and prints what is wrong with each as JSON:
//
//     node walk.mjs firefox|webkit PROGRAM < {"root": "http://…/", "pages": {"home": "", …}, "log": "…", "query": "…"}
//
// Firefox is driven by WebDriver BiDi through puppeteer-core, which Lighthouse brings along: Debian has
// no geckodriver, and no other client speaks to Firefox without one. WebKit knows only the older
// WebDriver; its client is that of the Selenium project. It needs a screen, which Xvfb gives.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const [name, program] = process.argv.slice(2);
const asked = JSON.parse(await new Response(process.stdin).text());
const WIDTHS = [1280, 360];
const PATIENCE = 20_000;

// WebKit tells a driver nothing of errors. So a script of the site's own origin, which the policy lets
// run, notes them from the first moment; a server between browser and site puts it behind the policy.
const NOTES = new URL("walk-notes.js", asked.root);
const NOTING = `"use strict";
const seen = [];
addEventListener("error", (event) => seen.push("error: " + (event.message || event.target.src || event.target.href)), true);
addEventListener("unhandledrejection", (event) => seen.push("rejected: " + event.reason));
addEventListener("securitypolicyviolation", (event) => seen.push("policy: " + event.effectiveDirective + " " + event.blockedURI));
for (const level of ["error", "warn"]) {
  const told = console[level];
  console[level] = (...words) => { seen.push(level + ": " + words.join(" ")); told.apply(console, words); };
}`;

const between = createServer(async ({ url }, answer) => {
  if (url === NOTES.pathname) return answer.setHeader("Content-Type", "text/javascript").end(NOTING);
  const found = await fetch(new URL(url, asked.root), { redirect: "manual" });
  const type = found.headers.get("Content-Type") ?? "";
  let body = Buffer.from(await found.arrayBuffer());
  if (type.startsWith("text/html")) {
    body = `${body}`.replace("<meta charset=", `<script src="${NOTES.pathname}"></script><meta charset=`);
  }
  if (found.headers.has("Location")) answer.setHeader("Location", found.headers.get("Location"));
  answer.writeHead(found.status, { "Content-Type": type }).end(body);
}).listen(0, "127.0.0.1");
await once(between, "listening");
const root = new URL(new URL(asked.root).pathname, `http://127.0.0.1:${between.address().port}`);

// One browser of a width: what it opens, what a function says inside the page, what is typed, its end.
async function firefox(width) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  return {
    version: await browser.version(),
    open: (url) => page.goto(url, { waitUntil: "load" }),
    run: (body) => page.evaluate(body),
    type: (field, text) => page.type(field, text),
    close: () => browser.close(),
  };
}

async function webkit(width) {
  const { Builder, By, Capabilities } = await import("selenium-webdriver");
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [display] = await once(screen.stdio[3], "data");
  const port = 20_000 + process.pid % 10_000;
  const driver = spawn("WebKitWebDriver", [`--port=${port}`],
    { stdio: "ignore", env: { ...process.env, DISPLAY: `:${`${display}`.trim()}` } });
  const started = new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(new Capabilities({
    browserName: "MiniBrowser",
    // In full screen there is no bar of buttons, which would keep the window from being narrow.
    "webkitgtk:browserOptions": { binary: program, args: ["--automation", "--full-screen"] },
  }));
  let browser;
  for (const until = Date.now() + PATIENCE; !browser;) {
    await wait(200);
    browser = await started.build().catch((error) => { if (Date.now() > until) throw error; });
  }
  await browser.manage().window().setRect({ x: 0, y: 0, width, height: 900 });
  return {
    version: `WebKitGTK ${(await browser.getCapabilities()).get("browserVersion")}`,
    open: (url) => browser.get(`${url}`),
    run: (body) => browser.executeScript(`return (${body})`),
    type: (field, text) => browser.findElement(By.css(field)).sendKeys(text),
    async close() {
      await browser.quit();
      driver.kill();
      screen.kill();
    },
  };
}

const SEEN = "seen.splice(0)";
const WIDE = "[innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth]";
const ROWS = "document.querySelectorAll('#d-log-table tbody tr').length";
const RESULTS = "document.querySelectorAll('#d-search-results > li').length";
const OPTIONS = "document.querySelectorAll('#d-hits [role=option]').length";

async function until(browser, condition) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(100)) {
    if (await browser.run(condition)) return true;
  }
  return false;
}

const found = { version: "", looked: 0, faults: [] };
for (const width of WIDTHS) {
  const browser = await { firefox, webkit }[name](width);
  found.version = browser.version;
  const tell = (page, fault) => found.faults.push(`${page} at ${width} px: ${fault}`);
  const open = async (page, path, after) => {
    await browser.open(new URL(path, root));
    if (after) await after();
    else await wait(200);
    found.looked += 1;
    for (const one of await browser.run(SEEN)) tell(page, one);
    const [inner, beyond] = await browser.run(WIDE);
    if (inner !== width) tell(page, `it is shown ${inner} px wide`);
    if (beyond > 0) tell(page, `it scrolls ${beyond} px sideways`);
  };
  for (const [page, path] of Object.entries(asked.pages)) await open(page, path);
  await open("search", `${asked.pages.search}?q=${encodeURIComponent(asked.query)}`, async () => {
    if (!await until(browser, `${RESULTS} > 0`)) tell("search", "it finds nothing");
  });
  await open("log", asked.log, async () => {
    const rows = await browser.run(ROWS);
    await browser.type("form.d-log [name=q]", await browser.run("document.querySelector('#d-log-table tbody tr').dataset.id"));
    if (!await until(browser, `${ROWS} > 0 && ${ROWS} < ${rows}`)) tell("log", "it does not narrow");
  });
  if (width === WIDTHS[0]) {
    await open("header", "", async () => {
      await browser.type("#d-query", asked.query);
      if (!await until(browser, `${OPTIONS} > 0`)) tell("header", "its search finds nothing");
    });
  }
  await browser.close();
}
between.close();
console.log(JSON.stringify(found));
process.exit();
