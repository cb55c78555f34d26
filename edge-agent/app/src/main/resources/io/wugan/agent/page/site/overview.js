// How the board is: lanes, what is wrong, the way to the cloud, the clock, counts.

import { get, repeat } from "/api.js";
import { length, moment, t, word } from "/texts.js";
import { el, facts, state } from "/parts.js";

const SEES_MILLIS = 5000;

export function show(root, context) {
  const lanes = el("div", { class: "cards" });
  const rest = el("div", { class: "cards apart" });
  const error = el("p", { class: "error", role: "alert", hidden: true }, t("error.away"));
  root.append(el("h1", {}, t("menu.overview")), error, lanes, rest);
  let before = null;
  return repeat(2000, async () => {
    let now;
    try {
      now = await get("overview");
    } catch (away) {
      error.hidden = false;
      throw away;
    }
    error.hidden = true;
    document.getElementById("where").textContent = `${now.site} / ${now.edge}`;
    context.count("reviews", now.counts.reviews);
    const took = before ? (Date.now() - before.at) / 1000 : 0;
    const frames = before ? before.frames : {};
    lanes.replaceChildren(...now.lanes.map((lane) => laneCard(lane, frames[lane.id], took, now.faults, context)));
    rest.replaceChildren(faultCard(now.faults), countCard(now.counts, context), uplinkCard(now), clockCard(now.clock), boardCard(now));
    before = { at: Date.now(), frames: Object.fromEntries(now.lanes.map((lane) => [lane.id, lane.frames])) };
  });
}

function laneCard(lane, framesBefore, took, faults, context) {
  const sees = lane.frameAgeMillis !== undefined && lane.frameAgeMillis < SEES_MILLIS;
  const rate = framesBefore !== undefined && took > 0 ? (lane.frames - framesBefore) / took : null;
  const wrong = faults.filter((fault) => fault.lane === lane.id).length;
  return el(
    "section",
    { class: "card" },
    el("h2", {}, `${word("role", lane.role)} ${lane.id}`),
    el("p", {}, sees ? state(wrong ? "fair" : "good", t(wrong ? "lane.trouble" : "lane.sees")) : state("bad", t("lane.blind"))),
    facts([
      [t("lane.camera"), lane.camera],
      [t("lane.rate"), rate === null ? "…" : `${Math.max(0, rate).toFixed(1)} / s`],
      [t("lane.age"), lane.frameAgeMillis === undefined ? "–" : length(lane.frameAgeMillis)],
      [t("lane.looking"), lane.pictureMillis === undefined ? "–" : `${lane.pictureMillis} ms`],
      [t("lane.passages"), String(lane.passages)],
      [t("lane.noPlate"), String(lane.noPlate)],
    ]),
    context.may("OPERATOR") ? el("p", {}, el("a", { class: "button", href: `#/live/${lane.id}` }, t("lane.watch"))) : null,
  );
}

function faultCard(faults) {
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("health.title")),
    faults.length === 0
      ? el("p", {}, state("good", t("health.well")))
      : el(
          "ul",
          { class: "plain" },
          faults.map((fault) =>
            el(
              "li",
              {},
              state("bad", word("kind", fault.kind)),
              el("div", {}, [fault.lane, fault.device].filter(Boolean).join(" ")),
              fault.detail ? el("div", { class: "hint" }, fault.detail) : null,
              el("div", { class: "hint" }, t("health.since", { at: moment(fault.since) })),
            ),
          ),
        ),
  );
}

function countCard(counts, context) {
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("counts.title")),
    el("p", { class: "big" }, String(counts.inside)),
    el("p", { class: "hint" }, t("counts.inside")),
    facts([
      [t("counts.open"), String(counts.open)],
      [t("counts.reviews"), counts.reviews > 0 && context.may("OPERATOR") ? el("a", { href: "#/reviews" }, String(counts.reviews)) : String(counts.reviews)],
    ]),
  );
}

function uplinkCard(now) {
  const up = now.uplink;
  const waiting = now.counts.pending;
  const kind = !up.connected ? "bad" : waiting > 100 ? "fair" : "good";
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("uplink.title")),
    el("p", {}, state(kind, t(up.connected ? "uplink.connected" : "uplink.away"))),
    facts([
      [t("uplink.broker"), up.broker],
      [t("uplink.pending"), String(waiting)],
      [t("uplink.setApart"), String(now.counts.setApart)],
      [t("uplink.records"), `${now.counts.ackedSeq} / ${now.counts.records}`],
      [t("uplink.lastAck"), moment(up.lastAck)],
      ...(up.certificateExpires ? [[t("uplink.expires"), up.certificateExpires.slice(0, 10)]] : []),
    ]),
    !up.connected && up.lastFailure ? el("p", { class: "hint" }, up.lastFailure) : null,
  );
}

function clockCard(clock) {
  const good = clock.quality === "SYNCED" || clock.quality === "HOLDOVER";
  const off = new Date(clock.now).getTime() - Date.now();
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("clock.title")),
    el("p", {}, state(good ? "good" : "bad", word("quality", clock.quality))),
    facts([
      [t("clock.board"), moment(clock.now)],
      [t("clock.off"), `${off >= 0 ? "+" : "−"}${(Math.abs(off) / 1000).toFixed(1)} s`],
      [t("clock.up"), length(clock.upMillis)],
    ]),
  );
}

function boardCard(now) {
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("board.title")),
    facts([
      [t("board.site"), now.site],
      [t("board.edge"), now.edge],
      [t("board.version"), now.version],
    ]),
  );
}
