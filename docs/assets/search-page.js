// The page of results: facets, order and query are the state, and the address holds all of it.
import { menus as boxed } from "./menus.js";
import { ask, base, counted, dotted, element, excerpt, find, heading, link, nearest } from "./search.js";

const STEP = 10;
const form = document.querySelector(".d-search-page");
const query = document.getElementById("d-page-query");
const list = document.getElementById("d-search-results");
const status = document.getElementById("d-search-status");
const more = document.getElementById("d-search-more");
const clear = document.getElementById("d-search-clear");
const menus = boxed(form, "details[data-facet]");
let latest = 0;
let timer;
let shown = STEP;
// The facets that are counted: a menu's values come when it is first opened, up to 32 KB of 10,000 pages.
const opened = new Set();

// What the address says.
function state() {
  const given = new URLSearchParams(location.search);
  const filters = {};
  for (const { dataset: { facet } } of menus) {
    if (given.has(facet)) filters[facet] = given.getAll(facet);
  }
  return { q: given.get("q")?.trim() ?? "", filters, order: given.get("sort") === "date" ? "date" : "" };
}

function remember({ q, filters, order }, replace) {
  const given = new URLSearchParams();
  if (q) given.set("q", q);
  for (const facet in filters) for (const value of filters[facet]) given.append(facet, value);
  if (order) given.set("sort", order);
  const address = given.size ? `?${given}` : location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", address);
}

function item(hit) {
  const node = element("li", "", ...heading(hit), excerpt("p", hit));
  const parts = hit.sub_results.filter(({ anchor, title }) => anchor && title !== hit.meta.title);
  if (parts.length) {
    node.append(element("p", "d-parts", "In: ", ...dotted(parts.slice(0, 3).map(({ title, url }) => link(title, url)))));
  }
  return node;
}

// A facet's values with their counts; what is chosen stays, whatever it counts.
function fill(menu, found, chosen) {
  const { facet } = menu.dataset;
  const picked = chosen[facet] ?? [];
  const counts = (picked.length ? found.all : found.facets)[facet] ?? {};
  const values = [...new Set([...picked, ...Object.keys(counts).filter((value) => counts[value])])];
  values.sort(facet === "year" ? (a, b) => b - a : (a, b) => a.localeCompare(b, "en"));
  menu.querySelector("fieldset > div").replaceChildren(...values.length ? [] : [found.facets[facet] ? "None here" : "Counting …"], ...values.map((value) => {
    const box = element("input");
    Object.assign(box, { type: "checkbox", name: facet, value, checked: picked.includes(value) });
    return element("label", "", box, ` ${value} `, element("span", "d-count", counts[value] ?? 0));
  }));
  tell(menu, picked);
}

async function otherwise(q, found, hits) {
  const near = q ? await nearest(q, found, hits) : [];
  const links = near.map(({ path, name }) => link(name, new URL(path, base)));
  return near.length ? [element("li", "", "Did you mean ", ...dotted(links), "?")] : [];
}

async function show() {
  const mine = ++latest;
  const { q, filters, order } = state();
  if (document.activeElement !== query || query.value.trim() !== q) query.value = q;
  form.elements.sort.value = order;
  const chosen = Object.keys(filters).length;
  clear.hidden = !chosen;
  if (!q && !chosen) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    if (opened.size) {
      const found = await find("", {}, false, [...opened]);
      if (mine === latest) menus.forEach((menu) => fill(menu, found, {}));
    }
    return;
  }
  status.textContent = "Searching …";
  let found, hits, near;
  try {
    ({ found, hits } = await ask(q, shown, filters, order, [...opened]));
    near = await otherwise(q, found, hits);
  } catch {
    if (mine === latest) status.textContent = "The search index could not be loaded. The indexes above list every record.";
    return;
  }
  // An answer that was overtaken by a later question is dropped.
  if (mine !== latest) return;
  for (const menu of menus) {
    // The menu one is in keeps its boxes where they are: only the choice changes.
    const busy = menu.open && menu.contains(document.activeElement) && menu.querySelector("input");
    busy ? refresh(menu, filters) : fill(menu, found, filters);
  }
  list.replaceChildren(...near, ...hits.map(item));
  more.hidden = found.total <= hits.length;
  const rest = more.hidden ? "" : `, the first ${hits.length} below`;
  const help = chosen ? "Fewer filters may help. " : "";
  const none = found.total ? "" : ` ${help}The indexes above list every record.`;
  status.textContent = `${counted(found, q)}${rest}.${none}`;
}

function refresh(menu, chosen) {
  const picked = chosen[menu.dataset.facet] ?? [];
  tell(menu, picked);
  for (const box of menu.querySelectorAll("input")) box.checked = picked.includes(box.value);
}

function tell(menu, picked) {
  menu.querySelector("summary output").textContent = picked.length ? `: ${picked.join(", ")}` : "";
}

function changed(replace) {
  const filters = {};
  for (const { dataset: { facet } } of menus) {
    const picked = [...form.querySelectorAll(`input[name="${facet}"]:checked`)].map((box) => box.value);
    if (picked.length) filters[facet] = picked;
  }
  shown = STEP;
  remember({ q: query.value.trim(), filters, order: form.elements.sort.value }, replace);
  show();
}

query.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => changed(true), 200);
});
form.addEventListener("change", ({ target }) => { if (target !== query) changed(false); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  changed(false);
});
clear.addEventListener("click", () => {
  remember({ ...state(), filters: {} }, false);
  shown = STEP;
  query.focus();
  show();
});
more.addEventListener("click", async () => {
  const at = list.children.length;
  shown += 2 * STEP;
  await show();
  list.children[at]?.querySelector("a").focus();
});
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (!menu.open || opened.has(menu.dataset.facet)) return;
    opened.add(menu.dataset.facet);
    show();
  });
}
addEventListener("popstate", () => { shown = STEP; show(); });
show();
