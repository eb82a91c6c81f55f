// Buttons that open what belongs to a row or a pair of texts, fetched from the server once.

(() => {
function detailOf(button) {
  const row = button.closest("tr");
  const place = document.createElement(row ? "tr" : "div");
  place.className = "detail";
  if (row) place.setAttribute("role", "row");
  let inside = place;
  if (row) {
    inside = document.createElement("td");
    inside.colSpan = row.cells.length;
    inside.setAttribute("role", "cell");
    place.append(inside);
  }
  (row ?? button).after(place);
  return { place, inside };
}

async function toggle(button, fetch) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (button.detail) {
    button.detail.hidden = open;
    return;
  }
  const { place, inside } = detailOf(button);
  button.detail = place;
  place.id = `detail-${button.dataset.key}`;
  button.setAttribute("aria-controls", place.id);
  inside.setAttribute("aria-busy", "true");
  const around = button.closest("[data-language]");
  try {
    inside.innerHTML = await fetch([button.dataset.key, around.dataset.language]);
  } catch {
    inside.textContent = around.dataset.failed;
    button.detail = undefined; // asked for again next time
  }
  inside.removeAttribute("aria-busy");
}

// Up, down, first and last button of a table; only one of them can be reached with Tab.
function move(event, button) {
  const buttons = [...button.closest("table").querySelectorAll("button.open")];
  const at = buttons.indexOf(button);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (!buttons[to]) return;
  button.tabIndex = -1;
  buttons[to].tabIndex = 0;
  buttons[to].focus();
}

// `fetch` takes [key, language] and gives HTML.
window.opens = (element, fetch) => {
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button.open");
    if (button) return toggle(button, fetch);
    const row = event.target.closest("tbody tr:not(.detail)");
    if (row && !getSelection().toString()) row.querySelector("button.open").click();
  });
  element.addEventListener("keydown", (event) => {
    const button = event.target.closest("table button.open");
    if (button) move(event, button);
    const place = event.key === "Escape" && event.target.closest(".detail");
    const opener = place && element.querySelector(`[aria-controls="${CSS.escape(place.id)}"]`);
    if (!opener) return;
    toggle(opener, fetch);
    opener.focus();
  });
};
})();
