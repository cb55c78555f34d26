// The whole board is checked, as 'wugan doctor' does, and the commissioning report is taken home.

import { get, post, repeat } from "/api.js";
import { language, moment, t, told } from "/texts.js";
import { button, el, state } from "/parts.js";

const KINDS = { OK: "good", WARNING: "fair", FAULT: "bad" };
// What is to be done comes first; within it the order of installing.
const RANK = ["FAULT", "WARNING"];
const rank = (one) => (RANK.includes(one.verdict) ? RANK.indexOf(one.verdict) : RANK.length);
const kindOf = (verdict) => KINDS[verdict] || "none";

export function show(root) {
  const notes = el("textarea", { id: "check-notes", rows: "3", maxlength: "4000", "aria-describedby": "check-notes-hint" });
  const how = el("p", { role: "status" });
  const papers = el("div", { class: "row apart" });
  const list = el("ul", { class: "plain apart" });
  let stop = () => {};
  let known = "";

  const begin = button(
    t("check.begin"),
    async () => {
      await post("check", { notes: notes.value });
      watch();
    },
    "main",
  );

  function watch() {
    stop();
    stop = repeat(1000, async () => {
      const now = await get(`check?lang=${language()}`);
      draw(now);
      return now.running ? 1000 : 5000;
    });
  }

  function draw(now) {
    const text = JSON.stringify(now);
    if (text === known) {
      return;
    }
    known = text;
    begin.disabled = now.running;
    list.replaceChildren(...[...now.findings].sort((a, b) => rank(a) - rank(b)).map(finding));
    papers.replaceChildren();
    if (now.running) {
      how.replaceChildren(now.step ? t("check.running", { step: now.step }) : t("check.starting"));
    } else if (now.finishedAt) {
      const counts = ["FAULT", "WARNING", "OK"].map((each) => [each, now.findings.filter((one) => one.verdict === each).length]);
      how.replaceChildren(t("check.finished", { at: moment(now.finishedAt), by: now.by }), " ", ...counts.map(([each, n]) => [state(kindOf(each), `${t(`check.${each}`)}: ${n}`), " "]).flat());
      papers.replaceChildren(paper("html"), paper("pdf"), paper("zip"));
    } else {
      how.replaceChildren(t("check.never"));
    }
    if (now.fault) {
      how.append(el("span", { class: "error" }, ` ${now.fault}`));
    }
  }

  const paper = (kind) => el("a", { class: "button", href: `/api/v1/check/${kind}/${language()}`, download: "" }, t(`check.${kind}`));

  const finding = (one) =>
    el(
      "li",
      {},
      el("div", { class: "row" }, state(kindOf(one.verdict), one.word), el("strong", {}, [one.place, one.what].filter(Boolean).join(": "))),
      el("div", {}, one.figure),
      one.limit ? el("div", { class: "hint" }, `${t("check.wanted")}: ${one.limit}`) : null,
      one.remedy ? el("div", { class: "hint" }, `→ ${one.remedy}`) : null,
    );

  root.append(
    el("h1", {}, t("menu.check")),
    el("p", { class: "hint" }, t("check.hint")),
    el("label", { for: "check-notes" }, t("check.notes")),
    notes,
    el("p", { class: "hint", id: "check-notes-hint" }, t("check.notesHint")),
    el("div", { class: "row apart" }, begin),
    how,
    papers,
    list,
  );
  get(`check?lang=${language()}`)
    .then((now) => {
      draw(now);
      if (now.running) {
        watch();
      }
    })
    .catch((refused) => how.replaceChildren(el("span", { class: "error" }, told(refused))));
  return () => stop();
}
