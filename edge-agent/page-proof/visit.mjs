// A board's page in a real browser: what the proofs share.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
const site = path.join(root, "edge-agent/app/src/main/resources/io/wugan/agent/page/site");
const axe = readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const texts = Object.fromEntries(["zh", "en"].map((each) => [each, JSON.parse(readFileSync(path.join(site, `texts-${each}.json`), "utf8"))]));

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 768 } };

/** What was looked at, and how much of it was wrong. */
export const counted = { checked: 0, failed: 0 };

export function check(what, good, more = "") {
  counted.checked += 1;
  if (!good) {
    counted.failed += 1;
  }
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good || !more ? "" : `: ${more}`}`);
}

function browserPath() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].filter(Boolean);
  const found = known.find((each) => existsSync(each));
  if (!found) {
    console.error(`no browser at ${known.join(", ")}: install Debian's chromium, or name one in CHROMIUM`);
    process.exit(2);
  }
  return found;
}

export function launch() {
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: browserPath(), headless: true, args: flags });
}

/** One person at the page, with a phone or a desktop, in one language. */
class Visit {
  constructor({ url, shots }, name, language, page) {
    this.url = url;
    this.shots = shots;
    this.name = name;
    this.language = language;
    this.page = page;
    this.wrong = [];
    this.outside = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of (401|403|409|422|429|503)/.test(message.text())) {
        this.wrong.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.wrong.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(this.url)) {
        this.outside.push(request.url());
      }
    });
  }

  t(key, values = {}) {
    return texts[this.language][key].replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  }

  press(key) {
    return this.page.getByRole("button", { name: this.t(key), exact: true }).first();
  }

  async go(view) {
    await this.page.evaluate((to) => {
      location.hash = `#/${to}`;
    }, view);
    await this.page.waitForTimeout(300);
  }

  async shot(what) {
    await this.page.screenshot({ path: path.join(this.shots, `${this.name}-${this.language}-${what}.png`), fullPage: true });
  }

  /** Nothing cut at the side, nothing that axe finds, no error, nothing from outside. */
  async sound(what) {
    const label = `${this.name} ${this.language} ${what}`;
    // Not window.innerWidth: a phone zooms out until everything fits.
    const wide = (await this.page.evaluate(() => document.scrollingElement.scrollWidth)) - SIZES[this.name].width;
    check(`${label}: fits the screen`, wide <= 0, `${wide} px too wide`);
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
    check(`${label}: axe finds nothing`, found.violations.length === 0, found.violations.map((each) => `${each.id} (${each.nodes.map((node) => `${node.target}: ${node.failureSummary}`).join("; ")})`).join(" | "));
    check(`${label}: no error in the console`, this.wrong.length === 0, this.wrong.join(" | "));
    check(`${label}: nothing from outside`, this.outside.length === 0, this.outside.join(" "));
    this.wrong = [];
    this.outside = [];
  }

  async sure() {
    await this.page.locator("dialog").getByRole("button", { name: this.t("do.yes"), exact: true }).click();
  }

  async noted(key) {
    await this.page.locator("#notes").getByText(this.t(key), { exact: false }).first().waitFor({ timeout: 20000 });
  }
}

/** Opens the page of the board at place.url; pictures go to place.shots. */
export async function visit(browser, place, size, language) {
  const phone = size === "phone";
  const context = await browser.newContext({ viewport: SIZES[size], deviceScaleFactor: phone ? 2 : 1, isMobile: phone, hasTouch: phone, ignoreHTTPSErrors: true, locale: language === "zh" ? "zh-CN" : "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  await page.goto(place.url);
  return new Visit(place, size, language, page);
}

export async function login(v, name, password) {
  await v.page.getByLabel(v.t("access.name")).fill(name);
  await v.page.getByLabel(v.t("access.password"), { exact: true }).fill(password);
  await v.press("access.login").click();
}
