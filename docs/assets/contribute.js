// The form for new records. Its parts are templates in the page, made from the models; what is typed
// becomes YAML here, and a draft in this browser. Nothing is sent.
import { base, element, fold } from "./search.js";

const form = document.querySelector(".d-contribute");
const [cards, faultList, files, kept] = ["d-cards", "d-faults", "d-files", "d-kept"].map((id) => document.getElementById(id));
const host = document.querySelector("meta[name=d-repository]")?.content;
const DRAFT = `contribute ${base.pathname}`;
const NOTHING = new Set(form.dataset.nothing.split("|"));
const REFUSED = new RegExp(form.dataset.refused, "mu");
// Control, unseen and turning signs; a joiner has its place in some scripts.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u00a0\u2028\u2029\ufffd\u115f\u1160\u3164]/u;
const LONGEST = 6000;
let number = 0;
let names;

const template = (id) => document.getElementById(id).content.cloneNode(true).firstElementChild;
// The fields of a record, of an entry or of a group: not those of a group within it.
const own = (box) => [...box.querySelectorAll("[data-key]")].filter((one) => one.parentElement.closest("[data-box]") === box);
const items = (field) => [...field.querySelector(".d-items").children];
const control = (field) => field.querySelector("input, select, textarea");
const field = (box, key) => own(box).find(({ dataset }) => dataset.key === key);
const every = (kind) => [...cards.children].filter(({ dataset }) => dataset.one === kind);
const full = (value) => value && (typeof value === "string" || Object.keys(value).length > 0);

// --- names

// The records that are known, fetched when one is first asked for.
function load() {
  form.ariaBusy = "true";
  names ??= fetch(new URL("contribute/names.json", base)).then((answer) => answer.json());
  return names.then((all) => {
    if (known) return;
    known = { all };
    for (const kind in all) {
      const ids = known[kind] = new Map();
      // A name that several records have is that of none.
      for (const [id, ...called] of all[kind]) for (const name of [id, ...called].map(fold)) ids.set(name, (ids.get(name) ?? id) === id ? id : "");
    }
    examine();
  }, () => {
    names = undefined;
    kept.textContent = "The names of records could not be loaded. Try again, or write their ids.";
  }).finally(() => { form.ariaBusy = "false"; });
}
let known;

// What a field may name, as a list below it.
function offer(input) {
  const kinds = input.dataset.names.split(" ");
  const id = `d-list-${kinds.join("-")}`;
  if (known && !document.getElementById(id)) {
    const list = element("datalist", "", ...kinds.flatMap((kind) => known.all[kind].flatMap(([, first, ...others]) => [first, ...others].map((name) => {
      const option = element("option", "");
      option.value = name;
      if (name !== first) option.label = first;
      return option;
    }))));
    list.id = id;
    form.append(list);
  }
  input.setAttribute("list", id);
}

// The kind and id of the record that a text names: one that is being made here, or one on record.
function named(text, kinds) {
  for (const kind of kinds) {
    for (const card of every(kind)) {
      const id = control(field(card, "id")).value;
      const title = field(card, "name") ?? field(card, "title");
      if (id && [id, control(title).value].some((name) => fold(name) === fold(text))) return [kind, id];
    }
    const id = known?.[kind].get(fold(text)) || known?.[kind].get(fold(text.replace(/^the /i, "")));
    if (id) return [kind, id];
  }
}

// The first three records with a name in which the text is, or which is in the text.
function near(text, kinds) {
  const asked = fold(text);
  const meant = (name) => asked.length > 1 && name.includes(asked) || name.length > 3 && asked.includes(name);
  const found = kinds.flatMap((kind) => known.all[kind]).filter(([, ...called]) => called.map(fold).some(meant));
  return found.slice(0, 3).map(([, first]) => first);
}

// --- from the form to values, with what is wrong

// A day has begun somewhere before it begins here.
const latest = () => new Date(Date.now() + 864e5).toISOString().slice(0, 10);

function wrong({ dataset: { pattern, such, most, reads, key } }, text) {
  const letter = text.replaceAll("\n", "").match(UNSEEN)?.[0];
  if (letter && !/[\u200c\u200d]/.test(letter)) return `There is a sign that nobody sees (U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}). Take it out.`;
  if (NOTHING.has(text.toLowerCase())) return "Leave it empty where it is not known.";
  if (text.length > most) return `${text.length} characters; at most ${most} fit.`;
  if (pattern && !new RegExp(pattern, "u").test(text)) return `Write it as ${such.replace(/, (?=[^,]*$)/, " or ")}.`;
  if (pattern?.startsWith("^\\d{4}") && key !== "review_by") {
    const [year, month, day] = text.split("-").map(Number);
    if (day && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day || month > 12) return "There is no such day.";
    if (text > latest() && key) return "This day is yet to come.";
  }
  if (reads === "text" && REFUSED.test(text)) return "Plain words, emphasis, lists and links alone: no HTML, pictures, headings or braces.";
  if (key === "quote" && text.split(/\s+/).length > 25) return "At most 25 words are quoted.";
}

function leaf(one, faults) {
  const input = control(one);
  const { dataset } = input.closest("[data-reads]");
  // Blanks at the ends of lines say nothing.
  const text = (input.value ?? "").normalize("NFC").replace(/[ \t]+$/gm, "").trim();
  if (!text) return "";
  if (!input.dataset.names) {
    const fault = wrong({ dataset: { ...one.dataset, ...dataset, key: one.dataset.key ?? "" } }, text);
    if (fault) faults.push([one, fault]);
    return text;
  }
  const kinds = input.dataset.names.split(" ");
  const found = named(text, kinds);
  if (!found && known) {
    const others = near(text, kinds).join("; ");
    faults.push([one, `No ${kinds.join(" or ")} has this name${others && ". Near it: "}${others}. Choose one from the list, or add it below.`]);
  }
  one.dataset.found = found?.[0] ?? kinds[0];
  return found?.[1] ?? text;
}

// Where a field that needs a record is empty, the one of the whole record is meant, as of articles;
// or else the only one of its kind that is made here.
function meant(one) {
  const kind = control(one)?.dataset.names?.split(" ")[0];
  if (!kind) return "";
  const card = one.closest(".d-card");
  const whole = field(card, one.dataset.key);
  const here = every(kind);
  if (whole && whole !== one) return leaf(whole, []) || meant(whole);
  if (here.length !== 1 || here[0] === card) return "";
  one.dataset.found = kind;
  return control(field(here[0], "id")).value;
}

function read(one, faults) {
  if ("many" in one.dataset) {
    const list = items(one).map((item) => ("box" in item.dataset ? values(item, faults, true) : leaf(item, faults)));
    const found = list.filter(full);
    if (new Set(found.map((item) => JSON.stringify(item))).size < found.length && typeof found[0] === "string") faults.push([one, "One of them is there twice."]);
    return found;
  }
  return "box" in one.dataset ? values(one, faults, false) : leaf(one, faults);
}

// What a record, an entry or a group says, in the order of its keys. An entry that is there `must`
// be complete; a group only where something of it is filled in.
function values(box, faults, must) {
  const found = own(box).map((one) => [one, read(one, faults)]);
  if (!must && !found.some(([, value]) => full(value))) return {};
  const said = {};
  for (const [one, value] of found) {
    let stated = value;
    if (!full(stated) && "must" in one.dataset) stated = meant(one);
    if (stated !== value) control(one).placeholder = stated;
    if (full(stated)) said[one.dataset.key || one.dataset.found] = stated;
    else if ("must" in one.dataset) faults.push([one, "This is needed."]);
  }
  return said;
}

// Rules between values of a record.
function between(card, { date, ends, language, title, title_in_english: english, publisher, agency, url }, faults) {
  const fault = (key, words) => faults.push([field(card, key), words]);
  if (date && ends && ends < date) fault("ends", "It ends before it begins.");
  if (agency && agency === publisher) fault("agency", "It is the publisher: leave it empty.");
  if (title && language && !language.startsWith("en") && !english && field(card, "title_in_english")) fault("title_in_english", "A title in another language needs its English.");
  if (url && /[?&](utm_|fbclid|gclid)/.test(url)) fault("url", "Take the tracking off its end, from “utm_” or the like on.");
  const id = control(field(card, "id")).value;
  if (known?.[card.dataset.one].has(fold(id)) && known.all[card.dataset.one].some(([taken]) => taken === id)) fault("id", "A record has this id already. If it is another one, add a word.");
  if (date && id && !id.startsWith(date)) fault("id", "The id of an event begins with its day.");
}

// --- ids

const slug = (text) => text.replace(/[\u00bc-\u00be\u2150-\u215e]/g, " $&").normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function suggest(card) {
  const input = control(field(card, "id"));
  if (input.dataset.typed) return;
  const parts = card.dataset.makes.split(",").map((keys) => {
    for (const key of keys.split(" ")) {
      const one = field(card, key === "title" && field(card, "title_in_english") && control(field(card, "title_in_english")).value ? "title_in_english" : key);
      const text = one && leaf(one, []);
      if (text) return slug(text).split("-").slice(0, /^\d{4}-\d/.test(text) ? 3 : 5).join("-");
    }
    return "";
  });
  input.value = parts.filter(Boolean).join("-").slice(0, 80).replace(/-$/, "");
}

// --- YAML

// A text that YAML reads as it is: it begins with a letter or digit, and nothing in it is a mark.
const BARE = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,;()+_/&=%’“”–—-]|:(?=\S)|\?(?=\S))*$/u;

const scalar = (text) => (BARE.test(text) ? text : `'${text.replaceAll("'", "''")}'`);

// Each key with its value, `left` before every line. (The build takes blanks out of a text in backticks
// within another.)
export function yaml(value, left = "") {
  const deep = left + "  ";
  return Object.entries(value).map(([key, inner]) => {
    const head = left + key + ":";
    if (Array.isArray(inner)) {
      return head + "\n" + inner.map((item) => deep + "- " + (typeof item === "string" ? scalar(item) + "\n" : yaml(item, deep + "  ").trimStart())).join("");
    }
    if (typeof inner !== "string") return head + "\n" + yaml(inner, deep);
    if (!inner.includes("\n")) return head + " " + scalar(inner) + "\n";
    return head + " |\n" + inner.split("\n").map((line) => (line && deep + line) + "\n").join("");
  }).join("");
}

// --- what is wrong, where it is

function tell(one, words = "") {
  const place = one.querySelector(":scope > output") ?? one.appendChild(element("output", ""));
  place.textContent = words;
  place.id ||= `d-fault-${number += 1}`;
  const input = control(one);
  if (!input) return;
  input.toggleAttribute("aria-invalid", false);
  if (words) input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", [one.querySelector(":scope > small")?.id, place.id].filter(Boolean).join(" "));
}

// Looks over everything; tells what is wrong in `changed` and where something was told before.
function examine(changed, all = false) {
  const faults = [];
  const records = [...cards.children].map((card) => {
    suggest(card);
    const said = values(card, faults, true);
    between(card, said, faults);
    return [card, said];
  });
  for (const one of form.querySelectorAll(".d-ask, .d-one")) {
    const words = faults.find(([where]) => where === one)?.[1];
    if (all || one === changed || one.querySelector(":scope > output")?.textContent) tell(one, words);
    else if (changed?.closest("[data-box]") === one.closest("[data-box]") && words && words !== "This is needed." && control(one)?.value) tell(one, words);
  }
  return [faults, records];
}

// --- the files

const copied = async (text, area) => {
  area?.select();
  return navigator.clipboard?.writeText(text).then(() => true, () => false);
};

function outlet(words, address, empty, text, area, said) {
  const link = element("a", "", words);
  const long = address.length > LONGEST;
  link.href = long ? empty : address;
  Object.assign(link, { target: "_blank", rel: "noopener" });
  if (long) {
    link.addEventListener("click", async () => {
      said.textContent = await copied(text, area) ? "Copied. Paste it into the form that has opened." : "Copy the selected text and paste it into the form that has opened.";
    });
  }
  return link;
}

function button(words, act) {
  const node = element("button", "", words);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

function show(records) {
  const made = records.map(([{ dataset: { folder, years } }, { id, ...said }]) => {
    const year = years === undefined ? "" : `${/^\d{4}-/.test(id) ? id.slice(0, 4) : "reference"}/`;
    return [`content/${folder}/${year}${id}.yml`, yaml(said)];
  });
  const said = element("p", "");
  said.setAttribute("role", "status");
  const areas = made.map(([path, text]) => {
    const area = element("textarea", "", text);
    Object.assign(area, { readOnly: true, rows: Math.min(18, text.split("\n").length), value: text });
    area.setAttribute("aria-label", path);
    area.spellcheck = false;
    const ways = [button("Copy", async () => { said.textContent = await copied(text, area) ? `Copied: ${path}` : "Copy the selected text."; })];
    if (host) {
      const [, folder, name] = path.match(/(.*)\/(.*)/);
      const open = `${host}/new/main/${folder}?filename=${name}`;
      ways.push(" ", outlet("Make this file on the repository’s host", `${open}&value=${encodeURIComponent(text)}`, open, text, area, said));
    }
    return element("div", "d-file", element("h3", "", element("code", "", path)), area, element("p", "d-bar", ...ways));
  });
  const whole = made.map(([path, text]) => `# ${path}\n${text}`).join("\n");
  const first = element("h2", "", made.length === 1 ? "The file" : `The ${made.length} files`);
  files.replaceChildren(first, said);
  if (host) {
    const open = `${host}/issues/new?template=record.yml`;
    const title = encodeURIComponent(`New: ${made.map(([path]) => path.match(/([^/]*)\.yml$/)[1]).join(", ").slice(0, 120)}`);
    files.append(element("p", "d-send", outlet(made.length === 1 ? "Send it as an issue" : "Send them together as one issue", `${open}&title=${title}&records=${encodeURIComponent(whole)}`, `${open}&title=${title}`, whole, null, said),
      ": a form on the repository’s host opens with everything filled in. An account there is needed, and no knowledge of git. A maintainer looks at it and turns it into a proposal."));
  }
  files.append(...areas);
  if (made.length > 1) files.append(element("p", "", button("Copy all", async () => { said.textContent = await copied(whole) ? "Copied: all files." : "Copy the files one by one."; })), element("p", "", "These files need each other: proposed one by one, each alone would be refused."));
  files.hidden = false;
  files.focus();
}

// --- the draft

const typed = (box) => own(box).flatMap((one) => {
  const { key } = one.dataset;
  if ("many" in one.dataset) return [[key, items(one).map((item) => ("box" in item.dataset ? typed(item) : control(item).value))]];
  if ("box" in one.dataset) return [[key, typed(one)]];
  const input = control(one);
  return input?.value ? [[key, input.value, ...input.dataset.typed ? [1] : []]] : [];
});

function fill(box, rows) {
  for (const [key, value, byHand] of rows) {
    const one = own(box).find(({ dataset }) => dataset.key === key);
    if (!one) continue;
    if ("many" in one.dataset) {
      for (const inner of value) {
        const item = add(one);
        if (typeof inner === "string") control(item).value = inner;
        else fill(item, inner);
      }
    } else if ("box" in one.dataset) fill(one, value);
    else {
      const input = control(one);
      input.value = value;
      if (byHand) input.dataset.typed = "1";
      adapt(one);
    }
    if (full(value)) one.closest("details")?.setAttribute("open", "");
  }
}

let saving;
function keep() {
  clearTimeout(saving);
  saving = setTimeout(() => {
    try {
      const draft = [...cards.children].map((card) => [card.dataset.one, typed(card)]);
      if (draft.length) localStorage.setItem(DRAFT, JSON.stringify(draft));
      else localStorage.removeItem(DRAFT);
    } catch {
      kept.textContent = "This browser keeps no draft: finish before you leave the page.";
    }
  }, 300);
}

// --- the parts of the form

// Gives explanations to the controls of what was just copied into the page.
function wire(box) {
  for (const one of box.querySelectorAll("small")) one.id = `d-about-${number += 1}`;
  for (const one of box.querySelectorAll(".d-ask, .d-one")) {
    tell(one);
    adapt(one);
  }
}

// A value is asked for as the word beside it says; the meaning of a chosen word is shown.
function adapt(one) {
  const choice = one.querySelector(":scope > label > select");
  if (!choice) return;
  const option = choice.selectedOptions[0];
  const means = one.querySelector(":scope > .d-means") ?? choice.parentElement.after(element("p", "d-means")) ?? one.querySelector(":scope > .d-means");
  means.textContent = option?.title ?? "";
  const value = own(one.closest("[data-box]")).find(({ dataset }) => dataset.reads === "value");
  if (!value || !choice.querySelector("[data-written]")) return;
  const written = option?.dataset.written ?? "text";
  if (value.dataset.written === written) return;
  const before = control(value)?.value ?? "";
  value.dataset.written = written;
  const made = template(document.getElementById(`d-as-${written}`) ? `d-as-${written}` : "d-as-text");
  value.querySelector("[data-reads]")?.remove();
  value.querySelector("label").append(made);
  control(value).value = before;
  wire(value);
}

function add(one) {
  const item = one.querySelector(":scope > template").content.cloneNode(true).firstElementChild;
  one.querySelector(".d-items").append(item);
  wire(item);
  return item;
}

function make(kind) {
  const card = template(`d-new-${kind}`);
  cards.append(card);
  wire(card);
  document.getElementById("d-finish").hidden = document.getElementById("d-throw").hidden = false;
  return card;
}

function emptied() {
  files.hidden = true;
  faultList.replaceChildren();
  document.getElementById("d-finish").hidden = document.getElementById("d-throw").hidden = !cards.children.length;
}

form.addEventListener("click", ({ target }) => {
  const { dataset } = target;
  if (dataset.kind) {
    const card = make(dataset.kind);
    // What happened needs the article that says so.
    if (dataset.kind === "event" && !every("article").length) make("article");
    card.querySelector("[role=heading]").focus();
  } else if ("add" in dataset) control(add(target.parentElement)).focus();
  else if ("away" in dataset) {
    const gone = target.closest(".d-item, .d-card");
    const next = gone.classList.contains("d-item") ? gone.parentElement.parentElement.querySelector("[data-add]") : form.querySelector("[data-kind]");
    gone.remove();
    next.focus();
    emptied();
    examine();
  } else if (target.id === "d-away") {
    cards.replaceChildren();
    emptied();
    kept.textContent = "The draft was thrown away.";
    form.querySelector("[data-kind]").focus();
  } else return;
  keep();
});
form.addEventListener("focusin", async ({ target }) => {
  if (!target.dataset.names) return;
  if (!known) await load();
  offer(target);
});
form.addEventListener("input", ({ target }) => {
  const one = target.closest("[data-key]");
  if (one?.dataset.key === "id") target.dataset.typed = target.value ? "1" : "";
  keep();
});
form.addEventListener("change", ({ target }) => {
  const one = target.closest(".d-ask, .d-one");
  if (!one) return;
  adapt(one);
  examine(one);
  keep();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [faults, records] = examine(null, true);
  files.hidden = true;
  faultList.replaceChildren();
  if (!faults.length) return show(records);
  faultList.append(element("p", "", faults.length === 1 ? "One thing needs correcting:" : `${faults.length} things need correcting:`),
    element("ul", "", ...faults.map(([one, words]) => {
      const goal = control(one) ?? one.querySelector("button");
      goal.id ||= `d-goal-${number += 1}`;
      const link = element("a", "", `${one.closest(".d-card").querySelector("[role=heading]").textContent}, ${one.querySelector("label, legend").firstChild.textContent.trim()}: ${words}`);
      link.href = `#${goal.id}`;
      link.addEventListener("click", (click) => {
        click.preventDefault();
        goal.closest("details")?.setAttribute("open", "");
        goal.focus();
      });
      return element("li", "", link);
    })));
  faultList.focus();
});

form.hidden = false;
try {
  const draft = JSON.parse(localStorage.getItem(DRAFT) ?? "[]");
  for (const [kind, rows] of draft) if (document.getElementById(`d-new-${kind}`)) fill(make(kind), rows);
  if (draft.length) {
    load();
    kept.textContent = "Your draft is back. It is kept in this browser alone.";
  }
} catch {
  kept.textContent = "The draft that was kept here cannot be read.";
}
