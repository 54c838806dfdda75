// Search on Pagefind's index. Nothing is fetched before the reader searches.
const header = document.querySelector(".d-search");
// "/" on the page for unknown addresses, "../.." elsewhere: one slash at the end, never two.
const base = new URL(header.dataset.base.replace(/\/*$/, "/"), location.href);
let engine;
let latest = 0;

async function pagefind() {
  if (!engine) {
    engine = await import(new URL("pagefind/pagefind.js", base));
    await engine.options({ baseUrl: base.pathname, bundlePath: new URL("pagefind/", base).pathname });
    await engine.init();
  }
  return engine;
}

const KINDS = {
  events: "Event", launches: "Launches", systems: "Missile or rocket", places: "Place",
  actors: "Actor", articles: "Article", explainers: "Explainer", facts: "Number", digests: "Digest",
};

function kindOf(url) {
  const path = new URL(url, location.href).pathname.slice(base.pathname.length);
  return KINDS[path.split("/")[0]] || "Page";
}

async function show(query, list, status) {
  const mine = ++latest;
  if (!query) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  status.textContent = "Searching …";
  let found;
  let hits;
  try {
    found = await (await pagefind()).search(query);
    hits = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  } catch {
    status.textContent = "The search index could not be loaded. The indexes below list every record.";
    return;
  }
  // An answer that was overtaken by a later question is dropped.
  if (mine !== latest) return;
  list.replaceChildren();
  for (const hit of hits) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = hit.url;
    link.textContent = hit.meta.title;
    const kind = document.createElement("span");
    kind.className = "d-badge";
    kind.textContent = kindOf(hit.url);
    const excerpt = document.createElement("p");
    // Pagefind escapes the text of the page and adds only its own <mark> elements.
    excerpt.innerHTML = hit.excerpt;
    item.append(link, " ", kind, excerpt);
    list.append(item);
  }
  const total = found.results.length;
  status.textContent = total
    ? `${total} ${total === 1 ? "page" : "pages"} for “${query}”${total > hits.length ? `, the first ${hits.length} below` : ""}.`
    : `Nothing found for “${query}”. The indexes below list every record.`;
}

const field = document.getElementById("d-page-query");
if (field) {
  const list = document.getElementById("d-search-results");
  const status = document.getElementById("d-search-status");
  const query = new URLSearchParams(location.search).get("q") || "";
  field.value = query;
  document.getElementById("d-query").value = query;
  show(query, list, status);
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const value = field.value.trim();
      history.replaceState(null, "", value ? `?q=${encodeURIComponent(value)}` : location.pathname);
      show(value, list, status);
    }, 200);
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    (field || document.getElementById("d-query")).focus();
  }
});
