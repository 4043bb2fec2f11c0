// What is done with all findings at once: comments, reports to download.
import { refusal } from "./acting.js";
import { makeReport } from "./api.js";
import { allSources, wish } from "./declaring.js";
import { commentText } from "./findings.js";
import { t } from "./i18n.js";
import { toComment } from "./review.js";
import { $, busy, problem, say, session, state } from "./session.js";

/** @param {boolean} open */
export function bulk(open) {
  $("bulk-confirm").hidden = !open;
  $("bulk-question").textContent = t("comment_all.question", { count: toComment().length });
  $(open ? "bulk-yes" : "comment-all").focus();
}

export async function commentAll() {
  if (busy()) return;
  state("busy");
  const wanted = toComment();
  let done = 0;
  /** @type {unknown} */
  let refused = null;
  for (const item of wanted) {
    say(t("comment_all.progress", { count: wanted.length, done: done + 1 }));
    try {
      if (item.here && await session.host.comment(item.here, commentText(item.finding))) done += 1;
    } catch (error) {
      refused = error;
      break;
    }
  }
  state("done");
  say([t("comment_all.done", { count: wanted.length, done }), refused ? `${refusal(refused)} ${t("annotated_instead")}` : ""].filter(Boolean).join(" "));
  $("bulk-confirm").hidden = true;
  $("comment-all").focus();
}

/** @param {string} format */
export async function download(format) {
  if (busy()) return;
  state("busy");
  say(t("stage.report"));
  $("download-link").hidden = true;
  try {
    if (session.host.kind === "word") session.opened = await session.host.read();
    const { url, name } = await makeReport(allSources(), wish(), format);
    state("done");
    if (session.host.open(url)) { say(t("report_opened", { name })); return; }
    const link = document.createElement("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener", textContent: t("report_link", { name }) });
    $("download-link").replaceChildren(link);
    $("download-link").hidden = false;
    link.focus();
    say(t("report_ready"));
  } catch (error) {
    problem(error);
  }
}
