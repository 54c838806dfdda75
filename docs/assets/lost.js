// The page for addresses at which nothing stands: names what was asked and searches for its words.
import { ask, base, counted, element, excerpt, heading, link, nearest } from "./search.js";

// The folders of the site are those to which the list of all records leads.
const FOLDERS = [...document.querySelectorAll("#d-lost-all a")]
  .map((link) => link.getAttribute("href").split("/").at(-2)).concat("index", "html", "htm");
const field = document.getElementById("d-page-query");
const list = document.getElementById("d-lost-found");
const status = document.getElementById("d-lost-status");

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

const asked = decoded(location.pathname);
const below = decoded(location.pathname.startsWith(base.pathname) ? location.pathname.slice(base.pathname.length) : location.pathname);
// A day is one word, and so are the letters and the number of a name: "2026-01-27", "ab-25".
const words = (below.match(/\d{4}-\d{2}(?:-\d{2})?|\p{L}+-\d+\p{L}*|[\p{L}\p{N}]+/gu) ?? [])
  .filter((word) => !FOLDERS.includes(word.toLowerCase())).slice(0, 8);

document.getElementById("d-lost-asked").replaceChildren(element("code", "", asked.slice(0, 200)));
field.value = words.join(" ").slice(0, 120);

// A build that knew no address of the site took it to be at the root of its host.
for (const [all, name] of [["a[href^='/']", "href"], ["form[action^='/']", "action"]]) {
  for (const one of document.querySelectorAll(all)) {
    const path = one.getAttribute(name);
    if (!path.startsWith(base.pathname)) one.setAttribute(name, base.pathname + path.slice(1));
  }
}

const shown = (hit) => element("li", "", ...heading(hit), excerpt("p", hit));
const near = ({ path, name }) => element("li", "", link(name, new URL(path, base)));

// All words together, else each alone, the longest first; last, names that are spelt nearly so.
async function search() {
  const each = words.length > 1 ? [...words].sort((a, b) => b.length - a.length) : [];
  for (const query of [field.value, ...each.filter((word) => word.length > 2)]) {
    const { found, hits } = await ask(query, 5);
    if (hits.length) {
      const rest = found.total > hits.length ? `, the first ${hits.length} below` : "";
      status.textContent = `${counted(found, query)}${rest}.`;
      return hits.map(shown);
    }
    const names = await nearest(query);
    if (names.length) {
      status.textContent = `Nothing found for “${query}”. Did you mean:`;
      return names.map(near);
    }
  }
  status.textContent = `Nothing found for “${field.value}”.`;
  return [];
}

if (words.length) {
  try {
    list.replaceChildren(...await search());
  } catch {
    status.textContent = "The search index could not be loaded. The indexes below list every record.";
  }
}
