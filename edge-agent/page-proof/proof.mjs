// Clicks through the page of a real agent in a real browser: every flow, at the size of a phone and of a desktop, in both
// languages, with axe's rules of WCAG 2.1 A and AA. See README.md.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { check, counted, launch, login, root, visit } from "./visit.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const shots = process.env.SHOTS || path.join(here, "shots");
const port = Number(process.env.PORT || 18443);
const url = `https://127.0.0.1:${port}/`;
const place = { url, shots };
const PASSWORD = "correct horse 9";
const VIEWS = ["overview", "live", "passages", "stays", "reviews", "tally", "check", "settings", "users"];

/** A demo board with its page; gives the first-use code once the page answers. */
async function startBoard(data) {
  const [program, ...words] = (process.env.BOARD || path.join(root, "wugan")).split(" ");
  const board = spawn(program, [...words, "demo", "--page", String(port), "--data", data], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let code = "";
  const ready = new Promise((done, lost) => {
    const timer = setTimeout(() => lost(new Error(`the board does not serve its page within 5 minutes:\n${said}`)), 300000);
    const hear = (chunk) => {
      said += chunk;
      code = /first-use code: (\S+)/.exec(said)?.[1] || code;
      if (/the page is served at/.test(said) && code) {
        clearTimeout(timer);
        done();
      }
    };
    board.stdout.on("data", hear);
    board.stderr.on("data", hear);
    board.on("exit", (status) => lost(new Error(`the board ended with ${status}:\n${said}`)));
  });
  await ready;
  return { board, code, log: () => said };
}

async function firstUse(v, code) {
  await v.page.getByRole("heading", { name: v.t("access.first") }).waitFor();
  await v.shot("first-use");
  await v.sound("first use");
  const fill = async (typed, again) => {
    await v.page.getByLabel(v.t("access.code")).fill(typed);
    await v.page.getByLabel(v.t("access.name")).fill("boss");
    await v.page.getByLabel(v.t("access.newPassword"), { exact: true }).fill(PASSWORD);
    await v.page.getByLabel(v.t("access.again")).fill(again);
    await v.press("access.first").click();
  };
  await fill(code, "another one 1");
  await v.page.getByText(v.t("access.differ")).waitFor();
  await fill("AAAA-BBBB-CCCC", PASSWORD);
  await v.page.getByText(v.t("error.code.wrong")).waitFor();
  await v.shot("first-use-wrong");
  await fill(code.toLowerCase(), PASSWORD);
  await v.page.getByRole("heading", { name: v.t("menu.overview") }).waitFor();
  check("first use: the code makes an installer", true);
}

async function everyView(v) {
  await v.page.getByRole("heading", { level: 1 }).waitFor();
  await v.shot("login");
  await v.sound("login");
  await login(v, "boss", "not the password");
  await v.page.getByText(v.t("error.login.wrong")).waitFor();
  await v.shot("login-wrong");
  await login(v, "boss", PASSWORD);
  await v.page.getByRole("heading", { name: v.t("menu.overview"), level: 1 }).waitFor();
  await v.page.waitForTimeout(5000);
  if (v.name === "phone") {
    await v.press("page.menu").click();
    await v.shot("menu");
    await v.press("page.menu").click();
  }
  for (const view of VIEWS) {
    await v.go(view);
    await v.page.getByRole("heading", { name: v.t(`menu.${view}`), level: 1 }).waitFor();
    if (view === "live") {
      await v.page.waitForFunction(() => document.querySelector(".view img")?.naturalWidth > 0 && document.querySelector(".waiting").hidden, undefined, { timeout: 20000 });
    }
    await v.page.waitForTimeout(2500);
    if (view === "passages" || view === "stays") {
      await v.page.locator("details summary").first().click();
      await v.page.waitForFunction(() => [...document.querySelectorAll("details[open] img")].some((each) => each.naturalWidth > 0));
      check(`${v.name} ${v.language} ${view}: pictures are shown`, true);
    }
    await v.shot(view);
    await v.sound(view);
  }
}

const grips = (v) => v.page.locator("svg .point");

async function drawByFinger(v, config) {
  await v.go("live/entry");
  await v.page.waitForFunction(() => document.querySelector(".waiting")?.hidden);
  await v.press("draw.start").click();
  await v.page.waitForTimeout(500);
  check("lane: the polygon has its four points", (await grips(v).count()) === 4, String(await grips(v).count()));
  const box = await v.page.locator(".view svg").boundingBox();
  const grip = await grips(v).nth(0).locator(".grip").boundingBox();
  const cdp = await v.page.context().newCDPSession(v.page);
  const at = (x, y) => [{ x, y }];
  const from = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  const to = [box.x + box.width * 0.2, box.y + box.height * 0.3];
  await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(...from) });
  for (let i = 1; i <= 8; i += 1) {
    await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(from[0] + ((to[0] - from[0]) * i) / 8, from[1] + ((to[1] - from[1]) * i) / 8) });
  }
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await v.shot("drawing");
  await v.sound("drawing");
  await v.press("draw.save").click();
  await v.sure();
  await v.noted("settings.saved");
  const written = /polygon: (.*)/.exec(readFileSync(config, "utf8"))[1];
  const first = JSON.parse(written)[0];
  check("lane: a finger has moved the point, and the file says so", Math.abs(first[0] - 0.2) < 0.02 && Math.abs(first[1] - 0.3) < 0.02, written);
  check("lane: comments of the file stay", readFileSync(config, "utf8").includes("# 入口"));
}

async function drawByKeys(v, config) {
  await v.go("live/exit");
  await v.page.waitForFunction(() => document.querySelector(".waiting")?.hidden, undefined, { timeout: 60000 });
  await v.press("draw.start").click();
  await v.page.getByRole("button", { name: v.t("draw.tripLine"), exact: true }).click();
  await v.press("draw.add").click();
  await grips(v).nth(0).focus();
  for (let i = 0; i < 5; i += 1) {
    await v.page.keyboard.press("ArrowDown");
  }
  await v.page.keyboard.press("Shift+ArrowRight");
  await v.press("draw.turn").click();
  await v.page.getByRole("button", { name: v.t("draw.polygon"), exact: true }).click();
  await v.press("draw.add").click();
  await grips(v).nth(1).focus();
  await v.page.keyboard.press("+");
  check("lane: a key adds a point", (await grips(v).count()) === 5);
  await grips(v).nth(2).focus();
  await v.page.keyboard.press("Delete");
  check("lane: a key removes a point", (await grips(v).count()) === 4);
  await v.shot("drawing-keys");
  await v.press("draw.save").click();
  await v.sure();
  await v.noted("settings.saved");
  const text = readFileSync(config, "utf8");
  check("lane: keys have moved the point, and the line is turned", text.includes("tripLine: [[0.95, 0.75], [0.1, 0.8]]"), /tripLine.*/g.exec(text.slice(text.indexOf("id: exit")))?.[0]);
}

async function backAgain(v) {
  // The agent starts anew and the session outlives it.
  for (let i = 0; i < 60; i += 1) {
    await v.page.waitForTimeout(1000);
    try {
      await v.page.goto(`${url}#/overview`);
      await v.page.reload();
      await v.page.locator(".card .state.good").first().waitFor({ timeout: 8000 });
      check("after a restart: still logged in", true);
      v.wrong = []; // it was away for a while
      return;
    } catch {
      // not there yet
    }
  }
  check("after a restart: still logged in", false);
}

async function reviews(v) {
  const waiting = async () => Number(await v.page.evaluate(() => fetch("/api/v1/reviews").then((answer) => answer.json()).then((all) => all.waiting)));
  await v.go("overview");
  for (let i = 0; i < 60 && (await waiting()) < 4; i += 1) {
    await v.page.waitForTimeout(2000);
  }
  await v.go("reviews");
  await v.page.locator("section.card h2").first().waitFor();
  await v.page.waitForTimeout(1500);
  await v.shot("review-item");
  const before = await waiting();
  check("review: items wait", before > 0, String(before));
  await v.press("reviews.confirm").click();
  await v.page.waitForTimeout(1500);
  check("review: one tap settles an item", (await waiting()) < before + 1);
  const bind = v.page.getByRole("button", { name: v.t("reviews.bind"), exact: true });
  let bound = false;
  let plated = false;
  let discarded = false;
  for (let i = 0; i < 25 && !(bound && plated && discarded); i += 1) {
    await v.page.waitForTimeout(700);
    if (!bound && (await bind.count()) > 0) {
      await v.shot("review-candidates");
      await bind.first().click();
      await v.noted("reviews.done");
      bound = true;
      continue;
    }
    const plate = v.page.getByRole("button", { name: v.t("reviews.setPlate"), exact: true });
    if (!plated && (await plate.count()) > 0) {
      await v.page.getByLabel(v.t("reviews.plate"), { exact: true }).fill("not a plate");
      await plate.click();
      await v.noted("error.value");
      await v.page.getByLabel(v.t("reviews.plate"), { exact: true }).fill(`浙A${10000 + i}`);
      await plate.click();
      await v.noted("reviews.done");
      plated = true;
      continue;
    }
    const discard = v.page.getByRole("button", { name: v.t("reviews.discard"), exact: true });
    if (!discarded && (await discard.count()) > 0) {
      await discard.click();
      await v.sure();
      await v.noted("reviews.done");
      discarded = true;
      continue;
    }
    const later = v.press("reviews.later");
    if ((await later.count()) === 0) {
      await v.page.waitForTimeout(3000);
      await v.press("do.again").click();
    } else {
      await later.click();
    }
  }
  check("review: a plate was corrected", plated);
  // What waits depends on where the clips stand; PageFlowsTest has each decision for certain.
  for (const [what, done] of [["an exit was bound to its entry", bound], ["a stay was discarded", discarded]]) {
    console.log(`     review: ${what}: ${done ? "yes" : "none was offered in this run"}`);
  }
}

async function tally(v) {
  await v.go("tally");
  await v.press("tally.begin").click();
  await v.page.getByRole("button", { name: v.t("direction.ENTER"), exact: true }).waitFor();
  for (let i = 0; i < 3; i += 1) {
    await v.page.getByRole("button", { name: v.t("direction.ENTER"), exact: true }).click();
    await v.page.waitForTimeout(900);
  }
  await v.page.getByLabel(v.t("tally.plate")).fill("浙A12345");
  await v.page.getByRole("button", { name: v.t("direction.EXIT"), exact: true }).click();
  await v.page.waitForTimeout(3000);
  await v.press("tally.undo").click();
  await v.noted("tally.undone");
  await v.page.waitForTimeout(2500);
  await v.shot("tally-running");
  await v.sound("tally running");
  await v.page.getByText(v.t("tally.count", { n: 3 })).waitFor();
  await v.press("tally.finish").click();
  await v.sure();
  await v.page.getByText(v.t("score.captured")).waitFor();
  await v.page.waitForTimeout(1000);
  await v.shot("tally-over");
  check("tally: begun, tapped, undone, finished, scored", true);
}

async function aiming(v) {
  await v.go("live/entry");
  const card = v.page.locator("section", { has: v.page.getByRole("heading", { name: v.t("aim.title") }) });
  await card.locator("li").first().waitFor({ timeout: 60000 });
  check("aim: every figure is judged", (await card.locator("li .state").count()) === 9);
  for (let i = 0; i < 40 && (await card.getByText(v.t("aim.few")).count()) > 0; i += 1) {
    await v.page.waitForTimeout(2000);
  }
  check("aim: vehicles enough for a judgement", (await card.getByText(v.t("aim.few")).count()) === 0);
  await v.shot("aim");
  await v.sound("aim");
  await v.press("aim.accept").click();
  await v.sure();
  await card.getByText(v.t("aim.accepted", { at: "", px: "" }).slice(0, 6)).first().waitFor();
  check("aim: accepted", true);
  await v.press("aim.anew").click();
  // None since, or few: the next vehicle may come before the page asks again.
  await card.getByText(v.t("aim.none")).or(card.getByText(v.t("aim.few"))).first().waitFor();
  check("aim: begun anew", true);
}

/** Asks as a page does that shows a lane, without a browser's own work, which is not the board's. */
class Watcher {
  async login(name, password) {
    const answer = await fetch(`${url}api/v1/login`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });
    if (!answer.ok) {
      throw new Error(`no login: ${answer.status}`);
    }
    this.cookie = answer.headers.get("set-cookie").split(";")[0];
    return this;
  }

  ask(what) {
    return fetch(`${url}api/v1/${what}`, { headers: { Cookie: this.cookie } });
  }

  watch(lane) {
    this.watching = true;
    this.seen = 0;
    const again = async (millis, work) => {
      while (this.watching) {
        await work();
        await new Promise((done) => setTimeout(done, millis));
      }
    };
    this.done = Promise.all([
      again(500, async () => {
        const live = await this.ask(`lanes/${lane}/live`);
        if (live.ok) {
          const picture = await this.ask(`lanes/${lane}/live/${(await live.json()).number}`);
          this.seen += (await picture.arrayBuffer()).byteLength > 1000 ? 1 : 0;
        }
      }),
      again(2000, async () => (await this.ask(`lanes/${lane}/aim`)).text()),
      again(2000, async () => (await this.ask("overview")).text()),
    ]);
    return this;
  }

  async stop() {
    this.watching = false;
    await this.done;
  }

  /** What the lanes' own work takes, 95 % of their last 256 pictures, in milliseconds. */
  async laneMillis() {
    return (await (await this.ask("overview")).json()).lanes.map((lane) => lane.pictureMillis);
  }
}

/** Three that watch, against nobody, in turns; the medians of the turns are compared. */
async function cost(password) {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the board's own certificate
  setPriority(19); // people that watch have machines of their own
  const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
  const found = { alone: [[], []], watched: [[], []] };
  const people = [];
  for (let i = 0; i < 3; i += 1) {
    people.push(await new Watcher().login("boss", password));
  }
  for (let turn = 0; turn < Number(process.env.TURNS || 7); turn += 1) {
    for (const mode of ["alone", "watched"]) {
      const watchers = mode === "watched" ? people.map((each, i) => each.watch(i === 1 ? "exit" : "entry")) : [];
      // The lanes' window of 256 pictures is to hold this turn alone.
      await new Promise((done) => setTimeout(done, 30000));
      const millis = await people[0].laneMillis();
      await Promise.all(watchers.map((each) => each.stop()));
      millis.forEach((each, i) => found[mode][i].push(each));
      console.log(`     lanes ${mode}: ${millis.join(" and ")} ms${watchers.length ? `, ${watchers.map((each) => each.seen).join(", ")} pictures seen` : ""}`);
    }
  }
  [0, 1].forEach((lane) => {
    const alone = median(found.alone[lane]);
    const watched = median(found.watched[lane]);
    const more = (100 * (watched - alone)) / alone;
    check(`cost: lane ${lane} takes ${alone} ms alone, ${watched} ms with three watchers: ${more.toFixed(1)} %`, more < 5);
  });
}

/** The board is checked, and its report is saved. */
async function wholeCheck(v) {
  await v.go("check");
  await v.page.getByLabel(v.t("check.notes")).fill("门岗旁 by the gate");
  await v.press("check.begin").click();
  await v.page.getByText(v.t("check.running", { step: "" }).trim()).waitFor({ timeout: 30000 });
  check("check: the button rests while a check goes on", await v.press("check.begin").isDisabled());
  await v.page.getByRole("link", { name: v.t("check.html") }).waitFor({ timeout: 240000 });
  await v.shot("check-done");
  await v.sound("check done");
  for (const [paper, begins] of [["html", "<!DOCTYPE"], ["pdf", "%PDF-"], ["zip", "PK"]]) {
    const saved = v.page.waitForEvent("download");
    await v.page.getByRole("link", { name: v.t(`check.${paper}`) }).click();
    const file = readFileSync(await (await saved).path());
    check(`check: ${paper} is saved, ${file.length} bytes`, file.length > 1000 && file.subarray(0, 20).toString("latin1").toLowerCase().includes(begins.toLowerCase()));
  }
}

async function settings(v, config) {
  await v.go("settings");
  const text = v.page.getByLabel(v.t("settings.file"));
  await v.page.waitForFunction(() => document.getElementById("settings-text")?.value.length > 50);
  const good = await text.inputValue();
  await text.fill(good.replace("role: EXIT", "role: OUT").replace("site: demo", "site: de mo"));
  await v.press("settings.check").click();
  await v.page.getByText("lanes[1].role", { exact: false }).waitFor();
  check("settings: each problem is told with its line", (await v.page.locator("main ul.plain li").count()) === 2);
  await v.page.locator("main ul.plain li button").last().click();
  const chosen = await v.page.evaluate(() => {
    const box = document.getElementById("settings-text");
    return box.value.slice(box.selectionStart, box.selectionEnd);
  });
  check("settings: a tap leads to the line", chosen.includes("role: OUT"), chosen);
  await v.shot("settings-problems");
  await v.press("settings.save").click();
  await v.sure();
  await v.page.waitForTimeout(1000);
  check("settings: what is wrong is not written", readFileSync(config, "utf8").includes("role: EXIT"));
  await text.fill(`${good}\n# changed on the page\n`);
  await v.press("settings.save").click();
  await v.sure();
  await v.noted("settings.saved");
  check("settings: what is right is", readFileSync(config, "utf8").includes("# changed on the page"));
}

/** A file that is right in itself, and that the agent cannot start with all the same. */
async function takenBack(v, config) {
  const before = readFileSync(config, "utf8");
  await v.go("settings");
  await v.page.waitForFunction(() => document.getElementById("settings-text")?.value.length > 50);
  const text = v.page.getByLabel(v.t("settings.file"));
  await text.fill((await text.inputValue()).replace("mqtt:\n", "mqtt:\n  username: e01\n  passwordFile: /nowhere/password\n"));
  await v.press("settings.save").click();
  await v.sure();
  await v.noted("settings.saved");
  for (let i = 0; i < 60 && readFileSync(config, "utf8") !== before; i += 1) {
    await v.page.waitForTimeout(1000);
  }
  check("settings: what the agent cannot start with is taken back", readFileSync(config, "utf8") === before);
}

async function users(v, browser) {
  await v.go("users");
  const form = v.page.locator("form").last();
  await form.getByLabel(v.t("access.name")).fill("viewer");
  await form.getByLabel(v.t("access.newPassword")).fill(PASSWORD);
  await form.getByLabel(v.t("users.role")).selectOption("VIEWER");
  await v.press("users.add").click();
  await v.page.getByRole("cell", { name: "viewer", exact: true }).waitFor();
  const viewer = await visit(browser, place, "phone", "zh");
  await login(viewer, "viewer", PASSWORD);
  await viewer.page.getByRole("heading", { name: viewer.t("menu.overview"), level: 1 }).waitFor();
  await viewer.go("passages");
  await viewer.page.locator(".plate").first().waitFor();
  const plate = await viewer.page.locator(".plate").first().textContent();
  check("viewer: plates are masked", plate.includes("*"), plate);
  await viewer.page.locator("details summary").first().click();
  await viewer.page.getByText(viewer.t("picture.notYours")).waitFor();
  check("viewer: no menu of operators", (await viewer.page.locator('a[href="#/reviews"]').count()) === 0);
  await viewer.shot("viewer-passages");
  await v.page.getByLabel(v.t("users.roleOf", { name: "viewer" })).selectOption("OPERATOR");
  await v.noted("users.changed");
  await viewer.page.getByRole("heading", { name: viewer.t("access.login") }).waitFor({ timeout: 20000 });
  check("users: another role ends the session", true);
  await viewer.page.context().close();
  const row = v.page.getByRole("row").filter({ has: v.page.getByRole("cell", { name: "viewer", exact: true }) });
  await row.getByRole("button", { name: v.t("users.remove") }).click();
  await v.sure();
  await v.page.getByRole("cell", { name: "viewer", exact: true }).waitFor({ state: "detached" });
  check("users: made, changed, removed", true);
  const own = v.page.locator("form").first();
  await own.getByLabel(v.t("access.oldPassword")).fill(PASSWORD);
  await own.getByLabel(v.t("access.newPassword")).fill("another horse 9");
  await v.press("access.change").click();
  await v.noted("users.changed");
  await v.press("access.logout").click();
  await v.page.getByRole("heading", { name: v.t("access.login") }).waitFor();
  await login(v, "boss", "another horse 9");
  await v.page.getByRole("heading", { name: v.t("menu.users"), level: 1 }).waitFor();
  check("users: the new password logs in", true);
}

async function main() {
  mkdirSync(shots, { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), "wugan-page-proof-"));
  const data = path.join(work, "board");
  const { board, code, log } = await startBoard(data);
  const config = path.join(data, "wugan.yaml");
  const browser = await launch();
  try {
    const first = await visit(browser, place, "phone", "zh");
    await firstUse(first, code);
    await first.page.context().close();
    if (process.env.COST) {
      await cost(PASSWORD);
      return;
    }
    // Some vehicles are to have passed.
    await new Promise((done) => setTimeout(done, 20000));
    for (const size of ["phone", "desktop"]) {
      for (const language of ["zh", "en"]) {
        const v = await visit(browser, place, size, language);
        await everyView(v);
        await v.page.context().close();
      }
    }
    const phone = await visit(browser, place, "phone", "zh");
    await login(phone, "boss", PASSWORD);
    await phone.page.getByRole("heading", { name: phone.t("menu.overview"), level: 1 }).waitFor();
    await tally(phone);
    await reviews(phone);
    await drawByFinger(phone, config);
    await backAgain(phone);
    const desk = await visit(browser, place, "desktop", "en");
    await login(desk, "boss", PASSWORD);
    await desk.page.getByRole("heading", { name: desk.t("menu.overview"), level: 1 }).waitFor();
    await drawByKeys(desk, config);
    await backAgain(desk);
    await wholeCheck(desk);
    await settings(desk, config);
    await backAgain(desk);
    await takenBack(desk, config);
    await backAgain(desk);
    await aiming(desk);
    await users(desk, browser);
  } catch (broken) {
    check("the way through", false, String(broken.stack || broken));
    for (const context of browser.contexts()) {
      for (const page of context.pages()) {
        await page.screenshot({ path: path.join(shots, "broken.png"), fullPage: true }).catch(() => {});
      }
    }
  } finally {
    await browser.close();
    board.removeAllListeners("exit");
    board.kill("SIGTERM");
    await Promise.race([new Promise((done) => board.on("exit", done)), new Promise((done) => setTimeout(done, 30000))]);
    writeFileSync(path.join(shots, "board.log"), log());
    rmSync(work, { recursive: true, force: true });
  }
}

await main();
console.log(`${counted.checked} checks, ${counted.failed} failed; pictures in ${shots}`);
process.exit(counted.failed === 0 ? 0 : 3);
