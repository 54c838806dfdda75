// Search on Pagefind's index and on a table of names. Nothing is fetched before the reader searches.
const header = document.querySelector(".d-search");
// The root of the site: this script lies in its folder of assets.
export const base = new URL("../", import.meta.url);
// A word that every page has: without one the engine fetches its whole index to search by filters.
const EVERY = "everypage";
let ready;

// KN-23, KN23, kn‑23 and "KN-23" are one name, and so are Hangul as letters or as syllables.
export const fold = (text) =>
  text.normalize("NFKD").replace(/[\p{M}\p{Pd}\s.,'’"“”]/gu, "").toLowerCase();

// The index, fetched once; after a failure it is asked for again.
export function load() {
  ready ??= import(new URL("pagefind/pagefind.js", base)).then(async (engine) => {
    await engine.destroy();
    await engine.options({
      baseUrl: base.pathname, bundlePath: new URL("pagefind/", base).pathname,
      noWorker: true, // a search takes milliseconds, the worker's program 12 KB
      excerptLength: 24, ranking: { metaWeights: { title: 2, names: 10, also: .5 } },
    });
    await engine.init();
    return engine;
  });
  ready.catch(() => { ready = undefined; });
  return ready;
}

// Names of records: those that share one of 32 parts with a query, by their first letter, or all.
const tables = {};

function alike(query) {
  const part = query && `/${fold(query).codePointAt(0) % 32 | 0}`;
  tables[part] ??= fetch(new URL(`search/names${part}.json`, base)).then((answer) => answer.json());
  tables[part].catch(() => { delete tables[part]; });
  return tables[part];
}

// What a reader asks about: without the words of a question, and with a day as our pages write it.
// "What is the EEZ?", "27 Jan. 2026", "March 24th, 2022", "27.1.2026" and "2026/01/27".
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2000, month)).toLocaleDateString("en-GB", { timeZone: "UTC", month: "long" }));

function meant(query) {
  const asked = query.replace(/^(what|who|where)('s| is| are| was| were)( an?| the)? |\?+$/gi, "") || query;
  if (!/\d/.test(asked)) return asked;
  const day = (all, year, month, number) =>
    MONTHS[month - 1] && number > 0 && number < 32 ? `${+number} ${MONTHS[month - 1]} ${year}` : all;
  return asked.replace(/\b(\d{4})[/.](\d\d?)[/.](\d\d?)\b/g, day)
    // Where a slash may mean either order, it is left as it is.
    .replace(/\b(\d\d?)([/.])(\d\d?)\2(\d{4})\b/g, (all, a, sign, b, year) =>
      b > 12 ? day(all, year, a, b) : sign === "." || a > 12 ? day(all, year, b, a) : all)
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1")
    .replace(/\b\p{L}{3,}\.?/gu, (word) => {
      const begun = word.replace(".", "").toLowerCase();
      return MONTHS.find((month) => month.toLowerCase().startsWith(begun === "sept" ? "sep" : begun)) ?? word;
    });
}

// A record one of whose names is the query itself comes before all that merely speak of it, in the
// plural too; so do the few with a name that begins with it, as "Harbour of the North" with "Harbour".
const FEW = 5;
const single = (text) => fold(text).replace(/(?<=..)s$/, "");

function named(names, query) {
  const asked = single(query);
  const those = (fits) => names.filter(({ called, spelt = [] }) => [...called, ...spelt].some(fits));
  const whole = those((name) => single(name) === asked);
  const begun = those((name) => single(name.split(/[ -]/)[0]) === asked).filter((name) => !whole.includes(name));
  return [...whole, ...whole.length + begun.length > FEW ? [] : begun]
    .map(({ path, kind, called, about }) => ({
      url: base.pathname + path, meta: { title: called[0], kind },
      others: called.slice(1), about, sub_results: [],
    }));
}

// For a word that no page has, the engine takes one with its first letters: "th" for "THAAD". The words
// of a query, in Latin letters, whose beginning is nowhere in the words that the first hits have of it.
const asWords = (text) => text.match(/[\p{L}\p{N}-]{3,}/gu) ?? [];

function lacking(query, hits) {
  const had = hits.map((hit) => fold([...Object.values(hit.meta), ...lookedFor(hit)].join(" ")));
  return asWords(query).filter((word) => {
    const root = fold(word).replace(/ies$/, "y");
    return had.length && /^[a-z]+$/.test(root)
      && !had.some((text) => text.includes(root.slice(0, Math.max(4, root.length * .6))));
  });
}

// What is found: `total` pages, `more(n)` for the first n of them, and the counts of each facet.
// Days are a filter too: one after the other gives the newest pages, so no page's place in time is
// fetched before a reader asks for it. Pages of no day have "-", which sorts before every digit.
// A facet is counted once it was in `counted`, or in a filter.
export async function find(query, filters = {}, newest = false, counted = []) {
  const plain = query && !newest && !Object.keys(filters).length ? meant(query) : "";
  const [engine, names] = await Promise.all([load(), plain ? alike(plain) : []]);
  const asked = {};
  // No page has this value, so it leaves out none.
  for (const name of [...counted, ...newest ? ["day"] : []]) asked[name] = { none: ["?"] };
  for (const name in filters) asked[name] = { any: filters[name] };
  // Keyboards of East Asia give letters as wide as those of Chinese, and halves of letters.
  let words = meant(query.normalize("NFKC"));
  const search = (extra) => engine.search(words || EVERY, { filters: { ...asked, ...extra } });
  let found = await search();
  // A text may have letters of another width itself.
  if (!found.results.length) {
    words = query;
    found = await search();
  }
  // No page has all of the words: those that have one of them, the longest first.
  let only = "";
  const each = asWords(words);
  for (const word of each.length > 1 ? each.sort((a, b) => b.length - a.length) : []) {
    if (found.results.length) break;
    words = only = word;
    found = await search();
  }
  const first = plain ? named(names, plain) : [];
  const data = ({ results }, most) => Promise.all(results.slice(0, most).map((hit) => hit.data()));
  const absent = first.length || !words ? [] : lacking(words, await data(found, FEW));
  if (absent.length) {
    words = only = asWords(words).filter((word) => !absent.includes(word)).join(" ");
    const none = Object.fromEntries(Object.keys(found.filters).map((name) => [name, {}]));
    found = words ? await search() : { ...found, results: [], filters: none };
  }
  return {
    total: Math.max(found.results.length, first.length),
    facets: found.filters, all: found.totalFilters ?? found.filters, exact: first.length > 0, only,
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
      // A page whose title is most of the query is the one meant: "range of Harbour" asks for Harbour.
      // A day is more than its month, whose page has that as its title.
      const all = fold(words);
      const meets = ({ meta: { title, day } }) =>
        !day && all.includes(fold(title)) && fold(title).length * 2 > all.length;
      const told = first.map((hit) => ({ ...hits.find(({ url }) => url === hit.url), ...hit }));
      const others = hits.filter(({ url }) => !first.some((hit) => hit.url === url));
      return [...told, ...others.filter(meets), ...others.filter((hit) => !meets(hit))].slice(0, most);
    },
  };
}

// What is found, and the first pages of it. A new build has other files: where one is not there any
// more, the index is fetched anew.
async function tried(query, most, ...how) {
  const found = await find(query, ...how);
  return { found, hits: await found.more(most) };
}

export const ask = (...asked) => tried(...asked).catch(() => {
  ready = undefined;
  return tried(...asked);
});

// What a reader may have meant who spelt a name otherwise: the names that differ from the query, or
// begin otherwise, by few letters; nearest first. None where a page has the query as it is.
export async function nearest(query, { exact } = {}, hits = []) {
  const asked = fold(meant(query));
  // Where no page has a word, the engine gives those with its first letters: "sun" for "sunaan".
  const marked = hits.flatMap((hit) => hit.others ?? lookedFor(hit)).map(fold);
  const missed = (query.match(/[\p{L}\p{N}-]*\p{L}{4}[\p{L}\p{N}-]*/gu) ?? []).map(fold).some((word) =>
    !marked.some((text) => text.startsWith(word.slice(0, Math.max(4, word.length - 2)))));
  let near = [];
  // Most who misspell a name know its first letter.
  for (const part of exact || !missed ? [] : [asked, ""]) {
    if (near[0]) break;
    near = (await alike(part)).flatMap(({ path, called, spelt = [] }) => {
      const ways = [...called, ...spelt].map((name) => {
        const whole = fold(name);
        // Its beginning or its last word may be all that was written.
        const parts = [whole.slice(0, asked.length), fold(name.split(" ").at(-1))];
        return [Math.min(distance(asked, whole), ...parts.map((part) => .5 + distance(asked, part))),
          called.includes(name) ? name : called[0]];
      });
      const [steps, name] = ways.sort((a, b) => a[0] - b[0])[0];
      return steps >= 1 && steps <= Math.max(1.5, asked.length / 4) ? [{ path, name, steps }] : [];
    }).sort((a, b) => a.steps - b.steps);
  }
  return near.filter(({ name, steps }, at) =>
    steps <= near[0].steps + .5 && near.findIndex((one) => one.name === name) === at).slice(0, 3);
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

export const dotted = (nodes) => nodes.flatMap((node) => [" · ", node]).slice(1);

// The words of a page as the engine counts them, and whether each was looked for or is in a heading.
function worded({ raw_content: text, locations, anchors = [] }) {
  const looked = new Set(locations);
  const heads = new Set(anchors.filter(({ element, text }) => /^h\d$/.test(element) && text.trim())
    .flatMap(({ location, text }) => text.trim().split(/\s+/).map((_, at) => location + at)));
  return text ? text.split(/\s+/).map((word, at) => ({
    text: word.replaceAll("&lt;", "<").replaceAll("&gt;", ">"), marked: looked.has(at), head: heads.has(at),
  })) : [];
}

const lookedFor = (hit) => worded(hit).filter(({ marked }) => marked).map(({ text }) => text);

// A mark is for the word itself, without quotation marks, brackets and stops beside it.
const WORD = /^([^\p{L}\p{M}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/su;
const MOST = 28;
const STOP = /[.?!]["”’)]*$/;

// The other names of what was named, and what its page says below its headings: from the sentence
// that has most of the words looked for; an ellipsis shows where they go on.
export function excerpt(tag, { others = [], about, ...hit }) {
  const every = worded(hit).filter(({ head }) => !head);
  const node = element(tag, "d-excerpt", ...dotted([...others, ...about && !every.length ? [about] : []].map(apart)));
  if (!every.length) return node;
  const score = (from) => every.slice(from, from + MOST).filter(({ marked }) => marked).length;
  const begins = every.flatMap((_, at) => !at || STOP.test(every[at - 1].text) ? [at] : []);
  const best = begins.reduce((best, at) => score(at) > score(best) ? at : best);
  // A long sentence may have them far behind its beginning.
  const from = score(best) ? best : Math.max(0, every.findIndex(({ marked }) => marked) - 6);
  const shown = every.slice(from, from + MOST);
  if (others.length) node.append(" · ");
  if (from) node.append("… ");
  shown.forEach(({ text, marked }, at) => {
    const [, before, word, after] = WORD.exec(text);
    node.append(...at ? [" "] : [], before, marked && word ? element("mark", "", word) : word, after);
  });
  if (from + MOST < every.length) node.append(" …");
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
export function counted({ total, only }, query) {
  const pages = total ? `${total.toLocaleString("en")} ${total === 1 ? "page" : "pages"}` : "Nothing found";
  const missed = total && only ? `No page has all words of “${query}”. ` : "";
  const asked = missed ? only : query;
  return `${missed}${pages}${asked && " for “"}${asked}${asked && "”"}`;
}

function set(node, attributes) {
  for (const name in attributes) node.setAttribute(name, attributes[name]);
}

// The header's field: a list below it, with arrows, Enter and Escape.
const MANY = 6;
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
  let found, hits, near;
  try {
    ({ found, hits } = await ask(query, MANY));
    near = await nearest(query, found, hits);
  } catch {
    if (mine === latest) told.textContent = "The search index could not be loaded.";
    return;
  }
  // An answer that was overtaken by a later question is dropped.
  if (mine !== latest || document.activeElement !== field) return;
  const options = [
    ...near.map(({ path, name }) => [new URL(path, base), "Did you mean ", element("b", "", apart(name)), "?"]),
    ...hits.map((hit) => [hit.url, element("b", "", apart(hit.meta.title)), ...heading(hit).slice(1),
      excerpt("span", hit)]),
  ];
  list.replaceChildren(...options.slice(0, MANY).map(([href, ...inside], number) => {
    const option = element("a", "", ...inside);
    set(option, { href, id: `d-hit-${number}`, tabindex: -1, role: "option", "aria-selected": false });
    return option;
  }));
  const other = near.length ? ` Did you mean ${near[0].name}?` : "";
  told.textContent = `${counted(found, query)}.${other}`;
  list.hidden = !options.length;
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
