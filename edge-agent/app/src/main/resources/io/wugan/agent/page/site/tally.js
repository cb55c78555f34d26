// A hundred vehicles: people tap what passes, the board is scored by it.

import { get, post, repeat } from "/api.js";
import { moment, t, word } from "/texts.js";
import { act, button, el, facts, field, note, plate, sure } from "/parts.js";

export function show(root, context) {
  const box = el("div", {});
  root.append(el("h1", {}, t("menu.tally")), box);
  let mode = "";
  let parts = null;
  let busy = false;
  return repeat(2000, async () => {
    if (busy) {
      return;
    }
    const now = await get("tally");
    const next = !now.startedAt ? "none" : now.finishedAt ? "over" : "running";
    if (next !== mode) {
      mode = next;
      parts = mode === "running" ? running(box, now, refresh) : idle(box, now, refresh);
    }
    parts.update(now);
    async function refresh() {
      mode = "";
      busy = false;
    }
  });
}

function idle(box, now, refresh) {
  const picks = now.known.map((lane) => {
    const check = el("input", { type: "checkbox", checked: true, value: lane, id: `lane-${lane}` });
    return [check, el("div", { class: "row" }, check, el("label", { for: `lane-${lane}` }, lane))];
  });
  const result = el("section", { class: "card apart" });
  box.replaceChildren(
    el(
      "section",
      { class: "card" },
      el("p", {}, t("tally.what")),
      el("h2", {}, t("tally.lanes")),
      ...picks.map(([, row]) => row),
      el(
        "p",
        {},
        button(
          t("tally.begin"),
          async () => {
            if (now.finishedAt && !(await sure(t("tally.replace")))) {
              return;
            }
            await post("tally", { lanes: picks.filter(([check]) => check.checked).map(([check]) => check.value) });
            await refresh();
          },
          "main",
        ),
      ),
    ),
    result,
  );
  return {
    update(latest) {
      result.hidden = !latest.score;
      if (latest.score) {
        result.replaceChildren(el("h2", {}, t("tally.last", { at: moment(latest.finishedAt), by: latest.startedBy })), ...score(latest.score));
      }
    },
  };
}

function running(box, now, refresh) {
  let lane = now.lanes[0];
  const typed = el("input", { type: "text", autocapitalize: "characters", spellcheck: "false", maxlength: 12, placeholder: "浙A12345" });
  const lanes = now.lanes.map((id) => {
    const pick = el("button", { type: "button", "aria-pressed": String(id === lane) }, id);
    pick.addEventListener("click", () => {
      lane = id;
      for (const each of lanes) {
        each.setAttribute("aria-pressed", String(each === pick));
      }
    });
    return pick;
  });
  const tap = (direction) => {
    const press = el("button", { type: "button", class: "main" }, word("direction", direction));
    press.addEventListener("click", () => {
      const began = Date.now();
      act(press, async () => {
        await post("tally/taps", { lane, direction, plate: typed.value, ageMillis: Date.now() - began });
        typed.value = "";
        navigator.vibrate?.(30);
      });
    });
    return press;
  };
  const done = el("div", {});
  const bar = el("div", {});
  const last = el("ul", { class: "plain" });
  const figures = el("section", { class: "card apart" });
  box.replaceChildren(
    el(
      "section",
      { class: "card" },
      el("div", { class: "row", role: "group", "aria-label": t("tally.lanes") }, ...lanes),
      field(t("tally.plate"), typed, t("tally.plateHint")),
      el("div", { class: "taps apart" }, tap("ENTER"), tap("EXIT")),
      el("p", { class: "big" }, done),
      el("div", { class: "bar" }, bar),
      el("div", { class: "row apart" }, button(t("tally.finish"), async () => {
        if (await sure(t("tally.finishSure"))) {
          await post("tally/finish");
          await refresh();
        }
      })),
    ),
    figures,
    el("section", { class: "card apart" }, el("h2", {}, t("tally.taps")), last),
  );
  return {
    update(latest) {
      done.textContent = t("tally.count", { n: latest.taps.length });
      bar.style.width = `${Math.min(100, latest.taps.length)}%`;
      figures.replaceChildren(el("h2", {}, t("tally.score")), ...score(latest.score));
      if (!last.contains(document.activeElement)) {
        last.replaceChildren(...[...latest.taps].reverse().slice(0, 12).map(one));
      }
    },
  };
}

function one(tap) {
  return el(
    "li",
    { class: "row" },
    el("span", {}, `${moment(tap.at).slice(6)} ${tap.lane} ${word("direction", tap.direction)}`),
    tap.plate ? plate(tap.plate) : null,
    tap.recorded ? el("span", { class: "state good" }, tap.read || t("tally.recorded")) : el("span", { class: "state fair" }, t("tally.notYet")),
    button(t("tally.undo"), async () => {
      await post(`tally/taps/${tap.id}`, { remove: true });
      note(t("tally.undone"));
    }),
  );
}

function score(each) {
  const part = (p) => (p.of === 0 ? "–" : `${p.hits} / ${p.of} = ${(p.share * 100).toFixed(1)} % (${(p.low * 100).toFixed(1)}–${(p.high * 100).toFixed(1)})`);
  return [
    facts([
      [t("score.captured"), part(each.captured)],
      [t("score.plates"), part(each.plates)],
      [t("score.unread"), String(each.unread)],
      [t("score.directions"), part(each.directions)],
      [t("score.orphans"), part(each.orphans)],
      [t("score.extra"), String(each.extra)],
    ]),
    el("p", { class: "hint" }, t("score.interval")),
    each.confusions.length > 0 ? el("div", {}, el("h3", {}, t("score.confusions")), el("p", {}, each.confusions.map((c) => `${c.was}→${c.read} ×${c.times}`).join("   "))) : "",
  ];
}
