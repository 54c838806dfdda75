// What is new since this reader's last visit, on the front page. All of it stays in this browser:
// the day, the version of the site and of each record. Nothing is sent, and no cookie is set.
const KEY = "digest-visit " + new URL(".", location).pathname;
const { counted, one, many } = document.querySelector("[data-counted]")?.dataset ?? {};
const HERE = document.querySelector("[data-site-version]")?.dataset.siteVersion;
// The page with all changes; a site that was built without its history has none.
const CHANGES = document.querySelector("[data-changes]")?.getAttribute("href");
const TODAY = new Date().toLocaleDateString("sv");
const SHORT = 5;
// Kind in versions.json, one and many in words, the page of all of them.
const KINDS = [
  ...(counted ? [[counted, `new ${one}`, `new ${many}`, `${counted}/`]] : []),
  ["events", counted ? "other new event" : "new event", counted ? "other new events" : "new events", "events/"],
  ["articles", "new article", "new articles", "articles/"],
  ["explainers", "new explainer", "new explainers", "explainers/"],
  ["facts", "new number", "new numbers", "facts/"],
];

// A browser may refuse to keep anything, and what it kept may be of another make.
function kept(store) {
  try {
    const found = JSON.parse(store().getItem(KEY));
    return found?.version && /^\d{4}-\d\d-\d\d$/.test(found.day) ? found : null;
  } catch {
    return null;
  }
}
function keep(store, value) {
  try {
    if (value) store().setItem(KEY, JSON.stringify(value));
    else store().removeItem(KEY);
  } catch { /* then the next visit is the first again */ }
}
const local = () => localStorage;
const session = () => sessionStorage;

// The versions of all records as they are now; none where the file is of another build.
async function versions() {
  const answer = await fetch("versions.json", { cache: "no-cache", priority: "low" });
  const found = answer.ok ? await answer.json() : {};
  return found.version === HERE ? found.records : null;
}

// What came and what was corrected, as pairs of words and address.
function news(before, now) {
  const told = [];
  const tell = (ids, one, many, all) => {
    if (ids.length) told.push([`${ids.length} ${ids.length === 1 ? one : many}`, ids.length === 1 ? ids[0] : all]);
  };
  const path = (kind, id) => `${kind === counted ? "events" : kind}/${encodeURIComponent(id)}/`;
  const fresh = (kind) => Object.keys(now[kind]).filter((id) => !Object.hasOwn(before[kind] ?? {}, id)).map((id) => path(kind, id));
  for (const [kind, ...words] of KINDS) tell(fresh(kind), ...words);
  const corrections = (text) => Number(`${text}`.slice(SHORT));
  const corrected = Object.keys(now).flatMap((kind) => Object.keys(now[kind])
    .filter((id) => corrections(now[kind][id]) > corrections(before[kind]?.[id] ?? now[kind][id])).map((id) => path(kind, id)));
  tell(corrected, "corrected record", "corrected records", "corrections/");
  const revised = Object.keys(now).flatMap((kind) => Object.keys(now[kind])
    .filter((id) => before[kind]?.[id] && before[kind][id].slice(0, SHORT) !== now[kind][id].slice(0, SHORT)).map((id) => path(kind, id)));
  if (CHANGES) tell(revised.filter((one) => !corrected.includes(one)), "changed record", "changed records", CHANGES);
  return told;
}

function element(tag, ...inside) {
  const node = document.createElement(tag);
  node.append(...inside);
  return node;
}

function show({ day, told }) {
  const date = new Date(`${day}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const line = element("p", `Since your last visit on ${date}: `);
  told.forEach(([words, address], index) => {
    const link = element("a", words);
    link.setAttribute("href", address);
    line.append(index ? ", " : "", link);
  });
  line.append(".");
  const forget = element("button", "Forget");
  const close = element("button", "Close");
  const quiet = element("p", forget, close, element("small", "Only this browser knows of your visits."));
  const box = element("aside", line, quiet);
  box.className = "d-visit";
  box.setAttribute("aria-label", "Since your last visit");
  forget.addEventListener("click", () => {
    keep(local);
    keep(session);
    box.replaceChildren(element("p", "Forgotten. This browser keeps nothing of your visits until you open this page again."));
    box.tabIndex = -1;
    box.focus();
  });
  close.addEventListener("click", () => {
    keep(session);
    box.remove();
  });
  document.querySelector(".md-content").prepend(box);
}

async function compare() {
  const last = kept(local);
  if (last?.version === HERE && last.records) {
    if (last.day !== TODAY) keep(local, { ...last, day: TODAY });
    // The page again in the same sitting: what was told still stands.
    const again = kept(session);
    if (again?.version === HERE) show(again);
    return;
  }
  const records = await versions();
  if (!records) return;
  const told = last?.records ? news(last.records, records) : [];
  keep(local, { version: HERE, day: TODAY, records });
  if (!told.length) return;
  const found = { version: HERE, day: last.day, told };
  keep(session, found);
  show(found);
}

// After everything that the page itself needs. What fails leaves the page as it is.
const idle = window.requestIdleCallback ?? setTimeout;
if (HERE) addEventListener("load", () => idle(() => compare().catch(() => {})));
