// Steps 4 to 8 of docs/install.md at the page of a board that stands on its own: first use, aim, check, count, report, at the pace
// of the lane. Says how long each took. install/image/proof-hour.sh starts it.
//
//   URL=https://BOARD:8443/ CODE=… LANE=entry TRUTH=clip.truth.json CAMERA=camera-loop.out OUT=folder node hour.mjs
//
// CAMERA is what 'wugan camera-loop' printed: by its lines "LANE begins TIME" and the clip's truth it is known when which vehicle
// crosses the line, whatever the board says. VEHICLES: how many are counted, 100.

import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { check, counted, launch, visit } from "./visit.mjs";

const { URL: url, CODE: code, LANE: lane = "entry", TRUTH: truth, CAMERA: camera, OUT: out, VEHICLES = "100" } = process.env;
const missing = Object.entries({ URL: url, CODE: code, TRUTH: truth, CAMERA: camera, OUT: out }).find(([, value]) => !value);
if (missing) {
  console.error(`${missing[0]} is missing in the environment`);
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const PASSWORD = "correct horse 9";
const began = Date.now();
const times = [];

async function step(name, work) {
  const from = Date.now();
  await work();
  const seconds = Math.round((Date.now() - from) / 1000);
  times.push([name, seconds]);
  console.log(`--   ${name}: ${seconds} s`);
}

/** What crosses the line of the lane's recording, again and again, from its last beginning on. */
class Timetable {
  constructor() {
    const clip = JSON.parse(readFileSync(truth, "utf8"));
    this.length = (clip.frames / clip.clip.fps) * 1000;
    this.passages = clip.vehicles.map((each) => ({ plate: each.plate, at: each.crossesLineS * 1000 })).sort((a, b) => a.at - b.at);
  }

  begun() {
    const line = readFileSync(camera, "utf8").split("\n").filter((each) => each.startsWith(`${lane} begins `)).pop();
    return Date.parse(line.split(" ")[2]);
  }

  /** The first vehicle that crosses later than a time. */
  next(after) {
    const start = this.begun();
    const turn = Math.floor((after - start) / this.length);
    for (const each of [turn, turn + 1].flatMap((n) => this.passages.map((one) => ({ plate: one.plate, at: start + n * this.length + one.at })))) {
      if (each.at > after) {
        return each;
      }
    }
    throw new Error("no vehicle crosses the line of this clip");
  }
}

async function firstUse(v) {
  await v.page.getByRole("heading", { name: v.t("access.first") }).waitFor();
  await v.shot("1-first-use");
  await v.page.getByLabel(v.t("access.code")).fill(code);
  await v.page.getByLabel(v.t("access.name")).fill("li");
  await v.page.getByLabel(v.t("access.newPassword"), { exact: true }).fill(PASSWORD);
  await v.page.getByLabel(v.t("access.again")).fill(PASSWORD);
  await v.press("access.first").click();
  await v.page.getByRole("heading", { name: v.t("menu.overview") }).waitFor();
  check("first use: the setup file's code makes an installer", true);
  await v.go("users");
  const form = v.page.locator("form").last();
  await form.getByLabel(v.t("access.name")).fill("gate");
  await form.getByLabel(v.t("access.newPassword")).fill(PASSWORD);
  await form.getByLabel(v.t("users.role")).selectOption("OPERATOR");
  await v.press("users.add").click();
  await v.page.getByRole("cell", { name: "gate", exact: true }).waitFor();
  check("first use: a user for the operators", true);
}

async function picture(v) {
  await v.go(`live/${lane}`);
  await v.page.waitForFunction(() => document.querySelector(".view img")?.naturalWidth > 0 && document.querySelector(".waiting").hidden, undefined, { timeout: 120000 });
}

async function drag(v, grip, to) {
  const box = await v.page.locator(".view svg").boundingBox();
  const held = await grip.boundingBox();
  const cdp = await v.page.context().newCDPSession(v.page);
  const from = [held.x + held.width / 2, held.y + held.height / 2];
  const end = [box.x + box.width * to[0], box.y + box.height * to[1]];
  const at = (share) => [{ x: from[0] + (end[0] - from[0]) * share, y: from[1] + (end[1] - from[1]) * share }];
  await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
  for (let i = 1; i <= 8; i += 1) {
    await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(i / 8) });
  }
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

async function shape(v, name) {
  await v.page.getByRole("button", { name: v.t(`draw.${name}`), exact: true }).click();
  const points = v.page.locator("svg .point");
  if ((await points.count()) === 0) {
    await v.press("draw.add").click();
  }
  await points.first().waitFor();
  return points;
}

async function draw(v) {
  await picture(v);
  await v.shot("2-live");
  await v.press("draw.start").click();
  const area = await shape(v, "polygon");
  check("lane: its area has four points", (await area.count()) === 4, String(await area.count()));
  await drag(v, area.nth(0).locator(".grip"), [0.06, 0.15]);
  await shape(v, "tripLine");
  await v.shot("3-drawn");
  await v.press("draw.save").click();
  await v.sure();
  await v.noted("settings.saved");
  await again(v);
}

/** The agent starts anew with what was saved; the page comes back by itself or by a reload. */
async function again(v) {
  for (let i = 0; i < 30; i += 1) {
    await v.page.waitForTimeout(2000);
    try {
      await v.page.goto(`${url}#/live/${lane}`);
      await v.page.reload();
      await picture(v);
      return;
    } catch {
      // not there yet
    }
  }
  throw new Error("the page does not come back after the lane was drawn");
}

async function aim(v) {
  await picture(v);
  const card = v.page.locator("section", { has: v.page.getByRole("heading", { name: v.t("aim.title") }) });
  await card.locator("li").first().waitFor({ timeout: 120000 });
  for (let i = 0; i < 90 && (await card.getByText(v.t("aim.few")).count()) > 0; i += 1) {
    await v.page.waitForTimeout(1000);
  }
  await v.shot("4-aim");
  for (const line of await card.locator("li").allInnerTexts()) {
    console.log(`     ${line.replace(/\s+/g, " ")}`);
  }
  await v.press("aim.accept").click();
  await v.sure();
  await card.getByText(v.t("aim.accepted", { at: "", px: "" }).slice(0, 6)).first().waitFor();
  check("aim: accepted", true);
}

async function whole(v, notes) {
  await v.go("check");
  await v.page.getByLabel(v.t("check.notes")).fill(notes);
  await v.press("check.begin").click();
  await v.page.getByText(v.t("check.running", { step: "" }).trim()).waitFor({ timeout: 60000 });
  await v.press("check.begin").and(v.page.locator(":enabled")).waitFor({ timeout: 600000 });
  await v.page.getByRole("link", { name: v.t("check.html") }).waitFor({ timeout: 60000 });
}

/** What the board found that is not good. */
async function told(v) {
  const findings = await v.page.evaluate((language) => fetch(`/api/v1/check?lang=${language}`).then((answer) => answer.json()).then((all) => all.findings), v.language);
  const count = (verdict) => findings.filter((one) => one.verdict === verdict).length;
  console.log(`     ${count("OK")} good, ${count("WARNING")} warnings, ${count("FAULT")} faults, ${findings.length} findings`);
  for (const one of findings.filter((each) => ["WARNING", "FAULT"].includes(each.verdict))) {
    console.log(`     ${one.word}: ${[one.place, one.what].filter(Boolean).join(": ")}: ${one.figure}${one.remedy ? ` -> ${one.remedy}` : ""}`);
  }
}

async function checkBoard(v) {
  await whole(v, "the gate of the recorded lane");
  await v.shot("5-check");
  await told(v);
}

async function count(v) {
  const table = new Timetable();
  await v.go("tally");
  for (const other of await v.page.locator(`main input[type=checkbox]:not(#lane-${lane})`).all()) {
    await other.uncheck();
  }
  await v.press("tally.begin").click();
  const tap = v.page.getByRole("button", { name: v.t("direction.ENTER"), exact: true });
  await tap.waitFor();
  let last = Date.now() + 3000;
  for (let i = 0; i < Number(VEHICLES); i += 1) {
    const vehicle = table.next(last);
    last = vehicle.at;
    // Who counts is not faster than 300 ms.
    await v.page.waitForTimeout(Math.max(0, vehicle.at + 300 - Date.now()));
    if (i % 5 === 0) {
      await v.page.getByLabel(v.t("tally.plate")).fill(vehicle.plate);
    }
    await tap.click();
    await v.page.getByText(v.t("tally.count", { n: i + 1 })).waitFor();
  }
  await v.page.waitForTimeout(5000);
  await v.shot("6-count");
  await v.press("tally.finish").click();
  await v.sure();
  await v.page.getByText(v.t("score.captured")).waitFor();
  await v.page.waitForTimeout(1000);
  await v.shot("7-score");
  const score = await v.page.evaluate(() => fetch("/api/v1/tally").then((answer) => answer.json()).then((all) => all.score));
  const part = (each) => `${each.hits} of ${each.of}`;
  console.log(`     recorded ${part(score.captured)}, plates right ${part(score.plates)}`);
  check(`count: each of ${VEHICLES} vehicles is recorded`, score.captured.of === Number(VEHICLES) && score.captured.hits === score.captured.of, JSON.stringify(score));
  check("count: each typed plate is right", score.plates.of > 0 && score.plates.hits === score.plates.of, JSON.stringify(score));
}

async function report(v) {
  await whole(v, "who: Li; what: one lane in; where: the gate of the recorded lane");
  await v.shot("8-checked");
  await told(v);
  for (const [paper, begins] of [["html", "<!DOCTYPE"], ["pdf", "%PDF-"]]) {
    const saved = v.page.waitForEvent("download");
    await v.page.getByRole("link", { name: v.t(`check.${paper}`) }).click();
    const to = path.join(out, `report.${paper}`);
    await (await saved).saveAs(to);
    const file = readFileSync(to);
    check(`report: ${paper}, ${file.length} bytes`, file.subarray(0, 20).toString("latin1").toLowerCase().includes(begins.toLowerCase()));
  }
}

const browser = await launch();
try {
  const v = await visit(browser, { url, shots: out }, "phone", process.env.LANGUAGE_OF === "zh" ? "zh" : "en");
  v.page.setDefaultTimeout(60000);
  await step("4 first use", () => firstUse(v));
  await step("5 aim: picture, lane drawn", () => draw(v));
  await step("5 aim: five vehicles and more, accepted", () => aim(v));
  await step("6 check", () => checkBoard(v));
  await step(`7 count of ${VEHICLES}`, () => count(v));
  await step("8 report", () => report(v));
  check("the page's console has no error", v.wrong.filter((each) => !/ERR_CONNECTION|Failed to fetch/.test(each)).length === 0, v.wrong.join(" | "));
} catch (broken) {
  check("the way through", false, String(broken.stack || broken));
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      await page.screenshot({ path: path.join(out, "broken.png"), fullPage: true }).catch(() => {});
    }
  }
} finally {
  await browser.close();
}
console.log(`steps 4 to 8: ${Math.round((Date.now() - began) / 1000)} s; ${counted.checked} checks, ${counted.failed} failed`);
process.exit(counted.failed === 0 ? 0 : 3);
