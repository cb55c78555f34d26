// The aiming meter: what the last plates were like, held against the limits.

import { get, repeat } from "/api.js";
import { language, moment, t, word } from "/texts.js";
import { el, state } from "/parts.js";

const KIND = { GREEN: "good", AMBER: "fair", RED: "bad" };

/** A card that follows a lane; stop() ends it. */
export function meter(lane) {
  const box = el("div", {});
  const node = el("section", { class: "card apart" }, el("h2", {}, t("aim.title")), box);
  const stop = repeat(2000, async () => {
    const aim = await get(`lanes/${lane}/aim`);
    box.replaceChildren(...(aim.plates === 0 ? [el("p", { class: "hint" }, t("aim.none"))] : judged(aim)));
  });
  return { node, stop };
}

function judged(aim) {
  return [
    el("p", {}, state(aim.enough ? KIND[aim.grade] : "fair", aim.enough ? word("grade", aim.grade) : t("aim.few")), " ", el("span", { class: "hint" }, t("aim.of", { n: aim.plates, at: moment(aim.last) }))),
    el(
      "ul",
      { class: "plain" },
      aim.measures.map((each) => {
        const say = each[language()];
        return el(
          "li",
          {},
          el("div", { class: "row" }, state(KIND[each.grade], word("grade", each.grade)), el("strong", {}, `${say.name} ${each.value} ${t(`unit.${each.unit}`)}`), el("span", { class: "hint" }, say.limit)),
          say.remedy ? el("p", {}, say.remedy) : null,
        );
      }),
    ),
  ];
}
