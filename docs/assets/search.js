// Search on Pagefind's index and on a table of names. Nothing is fetched before the reader searches.
const header = document.querySelector(".d-search");
// The root of the site: this script lies in its folder of assets.
export const base = new URL("../", import.meta.url);
// A word that every page has: without one the engine fetches its whole index to search by filters.
const EVERY = "everypage";
let ready;

// KN-23, KN23 and kn‑23 are one name, and so are Hangul as letters or as syllables.
export const fold = (text) =>
  text.normalize("NFKD").replace(/[\p{M}\p{Pd}\s.,'’]/gu, "").toLowerCase();

// The index and the names of records, fetched once; after a failure they are asked for again.
export function load() {
  ready ??= Promise.all([
    import(new URL("pagefind/pagefind.js", base)).then(async (engine) => {
      await engine.options({
        baseUrl: base.pathname, bundlePath: new URL("pagefind/", base).pathname,
        noWorker: true, // a search takes milliseconds, the worker's program 12 KB
        excerptLength: 24, ranking: { metaWeights: { title: 2, names: 10, also: .5 } },
      });
      await engine.init();
      return engine;
    }),
    fetch(new URL("search/names.json", base)).then((answer) => answer.json()),
  ]).then(([engine, names]) => ({ engine, names }));
  ready.catch(() => { ready = undefined; });
  return ready;
}

// A record one of whose names is the query itself comes before all that merely speak of it; so does
// the only one with a name that begins with it, as "Harbour of the North" with "Harbour".
function named(names, query) {
  const asked = fold(query);
  const those = (fits) => names.filter(({ called, spelt = [] }) => [...called, ...spelt].some(fits));
  const whole = those((name) => fold(name) === asked);
  const begun = those((name) => fold(name.split(" ")[0]) === asked);
  return (whole[0] || begun[1] ? whole : begun)
    .map(({ path, kind, called }) => ({
      url: base.pathname + path, meta: { title: called[0], kind },
      others: called.slice(1), sub_results: [],
    }));
}

// What is found: `total` pages, `more(n)` for the first n of them, and the counts of each facet.
// Days are a filter too: one after the other gives the newest pages, so no page's place in time is
// fetched before a reader asks for it. Pages of no day have "-", which sorts before every digit.
export async function find(query, filters = {}, newest = false) {
  const { engine, names } = await load();
  const asked = {};
  for (const name in filters) asked[name] = { any: filters[name] };
  // Keyboards of East Asia give letters as wide as those of Chinese, and halves of letters.
  let words = query.normalize("NFKC");
  const search = (extra) => engine.search(words || EVERY, { filters: { ...asked, ...extra } });
  if (newest) await engine.filters();
  let found = await search();
  // A text may have letters of another width itself.
  if (!found.results.length) {
    words = query;
    found = await search();
  }
  const first = query && !newest && !Object.keys(filters).length ? named(names, query) : [];
  const data = ({ results }, most) => Promise.all(results.slice(0, most).map((hit) => hit.data()));
  return {
    total: Math.max(found.results.length, first.length),
    facets: found.filters, all: found.totalFilters ?? found.filters,
    async more(most) {
      if (newest) {
        const hits = [];
        const { day: days } = found.filters;
        for (const day of Object.keys(days).filter((day) => days[day]).sort().reverse()) {
          if (hits.length >= most) break;
          hits.push(...await data(await search({ day }), most - hits.length));
        }
        return hits;
      }
      const hits = await data(found, most);
      // A page without other names to tell keeps the excerpt of the engine.
      const told = first.map((hit) => ({ ...hits.find(({ url }) => url === hit.url), ...hit }));
      return [...told, ...hits.filter(({ url }) => !first.some((hit) => hit.url === url))].slice(0, most);
    },
  };
}

// Names that differ from the query by few letters, nearest first.
export async function nearest(query) {
  const { names } = await load();
  const asked = fold(query);
  return names.flatMap(({ path, called, spelt = [] }) => {
    const ways = [...called, ...spelt].map((name) => [distance(asked, fold(name)), called.includes(name) ? name : called[0]]);
    const [steps, name] = ways.sort((a, b) => a[0] - b[0])[0];
    return steps <= Math.max(1, asked.length / 4) ? [{ path, name, steps }] : [];
  }).sort((a, b) => a.steps - b.steps).slice(0, 3);
}

function distance(a, b) {
  let row = [...b, ""].map((_, i) => i);
  [...a].forEach((letter, i) => {
    const next = [i + 1];
    [...b].forEach((other, j) => {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (letter === other ? 0 : 1)));
    });
    row = next;
  });
  return row.at(-1);
}

export function element(tag, css, ...inside) {
  const node = document.createElement(tag);
  if (css) node.className = css;
  node.append(...inside);
  return node;
}

// Words that keep their own direction, whatever is beside them.
const apart = (text) => element("bdi", "", text);

export function link(text, href) {
  const node = element("a", "", apart(text));
  node.href = href;
  return node;
}

// Pagefind gives HTML: its own <mark> elements in a text whose < and > are escaped. It is taken apart
// here rather than handed to the browser to read, so nothing in it can become another element. What
// it marks stands between two spaces; here a mark is for the word in it, without quotation marks,
// brackets and stops: its three parts are what is before the word, the word, and what is after.
const MARK = /<mark>((?:&[lg]t;|[^\p{L}\p{M}\p{N}<])*)([^<]*?)((?:&[lg]t;|[^\p{L}\p{M}\p{N}<])*)<\/mark>/u;

export const dotted = (nodes) => nodes.flatMap((node) => [" · ", node]).slice(1);

// The other names of what was named, or words of the page; an ellipsis shows where its text goes on.
export function excerpt(tag, { others = [], ...hit }) {
  const node = element(tag, "d-excerpt", ...dotted(others.map(apart)));
  if (others.length || !hit.excerpt) return node;
  const whole = hit.raw_content.replace(/\s+/g, " ").trim();
  if (!whole.startsWith(hit.plain_excerpt)) node.append("… ");
  hit.excerpt.split(MARK).forEach((text, at) => {
    const words = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    node.append(at % 4 === 2 ? element("mark", "", words) : words);
  });
  if (!whole.endsWith(hit.plain_excerpt)) node.append(" …");
  return node;
}

// How a result begins: its link, its kind, and its day as precise as it is known ("24 March 2022",
// "March 2022"), unless the title says it.
export function heading({ url, meta: { title, kind, day } }) {
  const when = day && new Date(day).toLocaleDateString("en-GB", {
    timeZone: "UTC", year: "numeric", month: day[4] && "long", day: day[7] && "numeric",
  });
  return [link(title, url), " ", element("span", "d-badge", kind),
    ...when && !title.includes(when) ? [" ", element("span", "d-when", when)] : []];
}

// "5 pages for “january”", "Nothing found".
export const counted = (total, query) =>
  (total ? `${total.toLocaleString("en")} ${total === 1 ? "page" : "pages"}` : "Nothing found")
  + (query && ` for “${query}”`);

function set(node, attributes) {
  for (const name in attributes) node.setAttribute(name, attributes[name]);
}

// The header's field: a list below it, with arrows, Enter and Escape.
const field = document.getElementById("d-query");
const list = element("div", "d-hits");
const told = element("p", "d-sr");
set(list, { id: "d-hits", role: "listbox", "aria-label": "Pages found" });
set(told, { role: "status" });
set(field, {
  role: "combobox", "aria-autocomplete": "list", "aria-controls": "d-hits", "aria-expanded": false,
});
list.hidden = true;
header.append(list, told);
let latest = 0;
let timer;

function close() {
  latest += 1;
  clearTimeout(timer);
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

async function open() {
  const mine = ++latest;
  const query = field.value.trim();
  if (!query) return close();
  let found, hits;
  try {
    found = await find(query);
    hits = await found.more(6);
  } catch {
    if (mine === latest) told.textContent = "The search index could not be loaded.";
    return;
  }
  // An answer that was overtaken by a later question is dropped.
  if (mine !== latest || document.activeElement !== field) return;
  list.replaceChildren(...hits.map((hit, number) => {
    const option = element("a", "", element("b", "", apart(hit.meta.title)), " ",
      element("span", "d-badge", hit.meta.kind), excerpt("span", hit));
    set(option, { href: hit.url, id: `d-hit-${number}`, tabindex: -1, role: "option", "aria-selected": false });
    return option;
  }));
  told.textContent = `${counted(found.total, query)}.`;
  list.hidden = !hits.length;
  field.setAttribute("aria-expanded", !list.hidden);
  field.removeAttribute("aria-activedescendant");
}

function move(step) {
  const options = [...list.children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  options[at]?.setAttribute("aria-selected", "false");
  const next = at + step < -1 ? options.length - 1 : at + step;
  if (options[next]) {
    options[next].setAttribute("aria-selected", "true");
    options[next].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[next].id);
  } else field.removeAttribute("aria-activedescendant");
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(open, 150);
});
field.addEventListener("focus", () => { if (field.value.trim() && list.hidden) open(); });
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !list.hidden) {
    const chosen = document.getElementById(field.getAttribute("aria-activedescendant"));
    if (chosen) {
      event.preventDefault();
      chosen.click();
    }
  }
});
header.addEventListener("focusout", ({ relatedTarget }) => {
  if (!header.contains(relatedTarget)) close();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
  if (slash || k) {
    event.preventDefault();
    const asked = document.getElementById("d-page-query") ?? field;
    asked.focus();
    asked.select();
  }
});
