// The aiming meter: what the last plates were like, held against the limits.

import { get, post, repeat } from "/api.js";
import { language, moment, t, word } from "/texts.js";
import { button, el, note, state, sure } from "/parts.js";

const KIND = { GREEN: "good", AMBER: "fair", RED: "bad" };

/** A card that follows a lane; stop() ends it. */
export function meter(lane, installer) {
  const box = el("div", {});
  const anew = button(t("aim.anew"), async () => {
    await post(`lanes/${lane}/aim/anew`);
    note(t("aim.anewDone"));
  });
  const accept = button(t("aim.accept"), async () => {
    if (await sure(t("aim.acceptSure"))) {
      await post(`lanes/${lane}/aim/accept`);
      note(t("users.changed"));
    }
  });
  const node = el("section", { class: "card apart" }, el("h2", {}, t("aim.title")), box, installer ? el("div", { class: "row apart" }, anew, accept) : null);
  const stop = repeat(2000, async () => {
    const aim = await get(`lanes/${lane}/aim`);
    box.replaceChildren(...(aim.plates === 0 ? [el("p", { class: "hint" }, t("aim.none"))] : judged(aim)), ...(aim.accepted ? [el("p", { class: "hint" }, t("aim.accepted", { at: moment(aim.accepted.at), px: aim.accepted.plateWidthPx }))] : []));
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
