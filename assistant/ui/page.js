// What the page does by itself: its language, the way to a place in a document and back, copying.

(() => {
let pageLanguage = "de";

// Gradio fixes the page's language to English; this sets it right and keeps it so.
function speak(language) {
  const page = document.documentElement;
  pageLanguage = language;
  if (page.lang !== language) page.lang = language;
  page.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}

// The address names the language if it is not German: it can be linked to, and outlasts a reload.
function inLanguage(search) {
  const parts = search.replace("?", "").split("&").filter((part) => part && !part.startsWith("language="));
  if (pageLanguage !== "de") parts.push(`language=${pageLanguage}`);
  return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
}
function keepLanguage() {
  history.replaceState(history.state, "", inLanguage(location.search) + location.hash);
  shown = location.search;
}
function chooseLanguage(language) {
  speak(language);
  keepLanguage();
}
Object.assign(window, { chooseLanguage, arrive, showPlace, takes, save }); // for the events of the page
speak("de");
new MutationObserver(() => {
  if (document.documentElement.lang !== pageLanguage) speak(pageLanguage);
}).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });

// Escape closes the explanation of a word until the pointer or the focus moves on.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus")) {
    const back = () => term.classList.remove("dismissed");
    term.classList.add("dismissed");
    term.addEventListener("blur", back, { once: true });
    term.addEventListener("pointerleave", back, { once: true });
  }
});

// Calls `found` with the element as soon as it is on the page.
function whenThere(selector, found) {
  const element = document.querySelector(selector);
  if (element) return found(element);
  const observer = new MutationObserver(() => {
    const element = document.querySelector(selector);
    if (!element) return;
    observer.disconnect();
    found(element);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), 10000);
}

const PAGES = ["asking", "commitments", "comparison", "document"];
const tabOf = (page) => document.getElementById(`page-${page}-button`);
const openPage = () => PAGES.find((page) => tabOf(page)?.getAttribute("aria-selected") === "true");
let shown = location.search; // what of the address the page follows
let moving = false; // the page is being changed by the history, not by the person

function select(page) {
  if (openPage() === page) return;
  moving = true;
  tabOf(page)?.click();
  moving = false;
}

// The server opens the page, or the document at the place; `showPlace` follows when it is there.
function go(search) {
  const address = Object.fromEntries(new URLSearchParams(search));
  dispatchEvent(new CustomEvent("go-to-place", { detail: address }));
}

function showPlace() {
  if (!location.search.includes("passage=")) return;
  whenThere("#document .bar", () => requestAnimationFrame(() => {
    const place = document.querySelector("#document #place") ?? document.querySelector("#document .bar");
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  }));
}

// Where the person is, to come back to: the page, how far it is scrolled, and which link leads on.
function remember(link) {
  const href = link?.getAttribute("href");
  const same = [...document.querySelectorAll("a[href]")].filter((a) => a.getAttribute("href") === href);
  const state = { page: openPage(), top: scrollY, href, turn: same.indexOf(link) };
  history.replaceState(state, "");
}

function restore(state) {
  select(state.page ?? "asking");
  if (!state.href) return;
  whenThere(`a[href="${CSS.escape(state.href)}"]`, () => requestAnimationFrame(() => {
    const same = [...document.querySelectorAll("a[href]")].filter((a) => a.getAttribute("href") === state.href);
    scrollTo(0, state.top);
    same[state.turn]?.focus({ preventScroll: true });
  }));
}

// Links to a place open it on this page, which keeps the conversation; with a key held, anew.
addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="/?passage="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  remember(link);
  history.pushState({ place: true }, "", inLanguage(link.getAttribute("href").slice(1)));
  shown = location.search;
  go(location.search);
});
addEventListener("click", (event) => {
  const tab = event.target.closest?.("#pages [role=tab]");
  const page = tab && PAGES.find((page) => tabOf(page) === tab);
  if (!page || moving || page === openPage()) return;
  remember();
  history.pushState({ page }, "", inLanguage(page === "asking" ? "" : `?view=${page}`));
  shown = location.search;
}, true);

// Gradio's page has a base address, from which a bare #name would lead away.
addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  location.hash = link.getAttribute("href");
});
addEventListener("click", (event) => {
  if (!event.target.closest?.("button.back")) return;
  if (history.state?.place) history.back();
  else select("asking");
});
addEventListener("popstate", (event) => {
  if (location.search === shown) return; // a jump inside the page, which the browser does itself
  shown = location.search;
  if (location.search.includes("passage=")) go(location.search);
  else if (event.state) restore(event.state);
  keepLanguage();
});

// The first address may name a place, or one of the pages. If not, one can type at once where there is no keyboard
// to rise over the page; it stays at its top, where the languages are.
function arrive() {
  if (/[?&](passage|view)=/.test(location.search)) return go(location.search);
  if (!matchMedia("(pointer: fine)").matches) return;
  whenThere("#question textarea", (field) => field.focus({ preventScroll: true }));
}

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("#pages details:not([open])")) folded.open = true;
});

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea"); // without HTTPS there is no clipboard
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("the browser refuses to copy");
}

// Buttons of a part of the page that make a file: what is wished for goes to the server …
function takes(element, trigger) {
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button.take");
    if (button) trigger({ suffix: button.dataset.suffix, number: button.dataset.number });
  });
}

// … and comes back as name|bytes in base 64; nothing comes back where it failed.
function save(file) {
  const [name, bytes] = file.split("|");
  if (!bytes) return;
  const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

addEventListener("click", async (event) => {
  const button = event.target.closest?.("button.copy");
  if (!button) return;
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  try {
    await copy(`${button.dataset.copy}\n${new URL(button.dataset.link, location.href)}`);
    button.textContent = button.dataset.copied;
  } catch {
    button.textContent = button.dataset.failed;
  }
  button.focus();
  setTimeout(() => (button.textContent = label), 4000);
});
})();
