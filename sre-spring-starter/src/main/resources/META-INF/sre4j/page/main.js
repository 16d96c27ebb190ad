// Which view is shown, and whether what it shows is of now.

import { Contact } from "./contact.js";
import { el, setText } from "./dom.js";
import { age, time } from "./format.js";
import { CoverageView } from "./coverage.js";
import { DependencyView } from "./dependencies.js";
import { OverviewView } from "./overview.js";
import { SloView } from "./slo.js";

const EXPOSURE = "management.endpoints.web.exposure.include";
const settings = document.body.dataset;
const main = document.getElementById("main");
const notice = document.getElementById("notice");
const lamp = document.getElementById("lamp");
const contactText = document.getElementById("contact");
const spoken = document.getElementById("spoken");

let view = null;
let contact = null;
let spokenState = "loading";

function viewOf(hash) {
  const path = hash.replace(/^#\//, "");
  if (path.startsWith("slo/")) {
    const name = decoded(path.slice(4));
    return { view: new SloView(name, settings.trace), data: "/" + encodeURIComponent(name) };
  }
  if (path === "coverage") return { view: new CoverageView(settings.trace), data: "/_coverage" };
  if (path === "dependencies") return { view: new DependencyView(), data: "/_dependencies" };
  return { view: new OverviewView(), data: "/_overview" };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function show(isFirst) {
  const hash = location.hash;
  if (hash !== "" && !hash.startsWith("#/")) return;
  view?.close?.();
  const next = viewOf(hash);
  view = next.view;
  main.replaceChildren(view.node);
  main.classList.remove("stale");
  document.title = [view.title, settings.application].filter(Boolean).join(" · ");
  for (const link of document.querySelectorAll("#nav a")) {
    const target = link.getAttribute("href");
    const isHere = target === (hash || "#/") || (target === "#/" && hash.startsWith("#/slo/"));
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!isFirst) {
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  contact.watch(next.data);
}

const WORDS = {
  live: (it) => "Live, " + age(it.age) + " ago",
  loading: () => "Loading",
  paused: () => "Paused while hidden",
  old: (it) => "Old: " + age(it.age),
  stalled: (it) => "Stands still since " + time(it.asOf),
  lost: (it) => "No contact since " + time(it.since),
};

function tell(it) {
  lamp.dataset.state = it.state;
  setText(contactText, WORDS[it.state](it));
  const isFresh = it.state === "live";
  const isShown = it.asOf !== null;
  main.classList.toggle("stale", isShown && !isFresh && it.state !== "paused");
  main.setAttribute("aria-busy", String(!isShown && it.state === "loading"));
  explain(it);
  if (it.state !== spokenState && ["live", "stalled", "lost"].includes(it.state)) {
    if (spokenState !== "loading" || it.state !== "live") {
      spoken.textContent = it.state === "live" ? "In contact again" : WORDS[it.state](it);
    }
    spokenState = it.state;
  }
}

function explain(it) {
  let text = "";
  if (it.state === "lost") {
    text = reason(it.status);
    text += it.asOf ? " What you see is as of " + time(it.asOf) + "." : "";
  } else if (it.state === "stalled") {
    text = "The endpoint answers, but its numbers stand still: they are as of " + time(it.asOf) + ".";
  } else if (it.state === "old") {
    text = "What you see is as of " + time(it.asOf) + "; the endpoint is slow to answer.";
  }
  setText(notice, text);
  notice.hidden = text === "";
}

function reason(status) {
  if (status === 401 || status === 403)
    return "The endpoint sre refused (" + status + "): sign in to this host with the right to read it.";
  if (status === 404)
    return view.missing ?? "The endpoint sre is not there (404): is it exposed by " + EXPOSURE + "?";
  if (status !== null) return "The endpoint sre answered with status " + status + ".";
  return "The service does not answer; asking again.";
}

function take(answer) {
  view.show(answer);
  showFindings(answer.findings);
  performance.mark("shown");
}

/** How many findings there are, where an answer says so: some are a number, some the list. */
function showFindings(findings) {
  if (findings === undefined) return;
  const size = Array.isArray(findings) ? findings.length : (findings ?? 0);
  const badge = document.getElementById("findings");
  badge.hidden = size === 0;
  setText(badge, size + (size === 1 ? " finding" : " findings"));
}

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

if (settings.json === "") {
  lamp.dataset.state = "lost";
  setText(contactText, "Nothing to read");
  main.replaceChildren(
    el(
      "section",
      { class: "remedy" },
      el("h1", {}, "The endpoint sre is not exposed"),
      el(
        "p",
        {},
        "This page shows what that endpoint says, and no more than the application exposes. To see it, set",
      ),
      el("pre", {}, EXPOSURE + "=health,sre,sreui"),
      el("p", {}, "and check that management.endpoint.sre.access is not none."),
    ),
  );
} else {
  contact = new Contact(settings.json, take, tell);
  window.addEventListener("hashchange", () => show(false));
  show(true);
}
