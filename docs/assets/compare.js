// The comparison of all systems: a click on a head sorts the rows of each class, which stay together.
const table = document.getElementById("compared");
const heads = [...table.tHead.querySelectorAll("[data-sort]")];
const TEXT = new Set(["name", "first"]);

function sort(head, order) {
  const key = head.dataset.sort;
  const sign = order === "ascending" ? 1 : -1;
  for (const body of table.tBodies) {
    const [title, ...rows] = body.rows;
    // What is not known comes last in either order.
    const value = (row) => (TEXT.has(key) ? row.dataset[key] : Number(row.dataset[key])) || null;
    rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === y) return 0;
      if (x === null || y === null) return x === null ? 1 : -1;
      return (x < y ? -1 : 1) * sign;
    });
    body.append(title, ...rows);
  }
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
}

for (const head of heads) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const first = TEXT.has(head.dataset.sort) ? "ascending" : "descending";
    const other = first === "ascending" ? "descending" : "ascending";
    sort(head, head.getAttribute("aria-sort") === first ? other : first);
  });
}
