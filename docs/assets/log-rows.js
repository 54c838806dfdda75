// Makes the rows of the log that are not in the page from its data. Loaded where a log has very many rows.
// What goes from right to left is set apart from what is beside it, as on the page.
const LEFTWARD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
// A row of data as the template makes it. `form` has what the page says of its table.
export function made(row, name, columns, form) {
  const { root, fixed, one } = form;
  const element = (tag, css, ...inside) => {
    const node = document.createElement(tag);
    if (css) node.className = css;
    node.append(...inside);
    return node;
  };
  const apart = (text) => LEFTWARD.test(text) ? element("bdi", "", text) : text;
  const sign = (css, words) => [" ", element("span", css, words)];
  const differs = (column) => row.differ?.includes(column) ? sign("d-ne", "(sources differ)")
    : row.minor?.includes(column) ? sign("d-near", "(sources differ slightly)") : [];
  const cell = (css, value, ...after) => element("td", css, value || element("span", "d-no", "not known"), ...after);
  const ids = (key) => row.keys[key]?.split(" ") ?? [];
  const listed = (items) => items.map((item, index) =>
    (index === 0 ? "" : index === items.length - 1 ? " and " : ", ") + item).join("");
  const time = element("time", "", row.day);
  time.setAttribute("datetime", row.date);
  const when = element("th", "", time, ...differs("date"));
  when.scope = "row";
  const universal = row.clocks && [row.clocks.at(-1), row.utc].filter(Boolean).join(", ");
  const badge = row.mark ? [" ", element("span", `d-badge d-badge-${row.mark[0]}`, row.mark[1])] : [];
  if (row.mark) badge[1].dataset.mark = "";
  const part = row.keys.number ? `, ${one} ${row.keys.number}` : "";
  const link = element("a", "", apart(row.called ?? row.title), element("span", "d-sr", `, ${row.day}${part}`));
  link.setAttribute("href", `${root}events/${row.keys.id}/`);
  const classes = listed(ids("class").map((id) => name.class[id]));
  const quiet = ids("system").length && classes ? [" ", element("span", "d-quiet d-its-class", classes)] : [];
  const sited = !fixed?.startsWith("place ");
  const marks = differs("event").length || sited ? differs("event") : differs("place");
  const shown = columns.map(({ key, field: kind, label, unit, number }, index) => {
    if (kind === "place" && !sited) return [];
    const where = apart(listed(ids("place").map((id) => name.place[id])));
    const td = cell(number ? "d-num" : "", kind === "place" ? where : row.cells[index], ...differs(kind === "place" ? kind : key));
    td.dataset.label = kind === "count" ? "×" : label;
    if (kind === "place") td.dataset.field = kind;
    if (unit && unit !== "°" && row.cells[index]) td.dataset.unit = unit;
    return [td];
  });
  const tr = element("tr", "", when, cell("d-time", row.clocks?.[0]), cell("d-utc", universal),
    element("td", "d-what", link, ...quiet, ...badge, ...marks),
    ...shown.flat());
  Object.assign(tr.dataset, row.keys, { title: row.title });
  return tr;
}
