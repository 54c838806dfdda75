// Menus of boxes to tick: one is open at a time; Escape and a click elsewhere close it.
export function menus(form, selector) {
  const found = [...form.querySelectorAll(selector)];
  document.addEventListener("click", ({ target }) => {
    for (const menu of found) if (menu.open && !menu.contains(target)) menu.open = false;
  });
  form.addEventListener("keydown", (event) => {
    const open = found.find((menu) => menu.open);
    if (event.key === "Escape" && open) {
      event.preventDefault();
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  return found;
}
