// The shortlist and what is marked to compare: slugs, kept on this device alone.

const KEY = "shortlist";
const VERSION = 1;
const MOST = { kept: 50, compared: 4 };
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Offer to keep and to compare wherever a listing stands. */
export function offerShortlist() {
  if (!works()) return;
  for (const item of document.querySelectorAll("[data-shortlist]")) {
    item.hidden = false;
    item.querySelector("button").addEventListener("click", () => toggle("kept", item.dataset.shortlist));
  }
  const bar = document.querySelector("[data-comparing]");
  for (const item of document.querySelectorAll("[data-compare]")) {
    if (bar) offerMark(item, bar);
  }
  bar?.querySelector("button").addEventListener("click", () => change("compared", []));
  const comparison = document.querySelector("[data-compared]");
  if (comparison) followComparison(comparison);
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) show();
  });
  // A page that is shown again from memory may be older than the list.
  addEventListener("pageshow", show);
  show();
}

/** What is on the device: slugs kept and compared. Whatever else is stored there counts as none. */
export function kept(name = "kept") {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    if (stored?.version !== VERSION || !Array.isArray(stored[name])) return [];
    const slugs = stored[name].filter((slug) => typeof slug === "string" && SLUG.test(slug));
    return [...new Set(slugs)].slice(0, MOST[name]);
  } catch {
    return [];
  }
}

/** Put other slugs on the device. */
export function change(name, slugs) {
  const both = { kept: kept(), compared: kept("compared"), [name]: slugs.slice(0, MOST[name]) };
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, ...both }));
  } catch {
    // Storage is full or switched off: the list stays as it was.
  }
  show();
}

/** Whether the device keeps anything. */
export function works() {
  try {
    localStorage.setItem(`${KEY}-try`, "");
    localStorage.removeItem(`${KEY}-try`);
    return true;
  } catch {
    return false;
  }
}

/** The address of a page for some listings. */
export function addressOf(path, slugs) {
  return slugs.length ? `${path}${path.includes("?") ? "&" : "?"}who=${slugs.join(",")}` : path;
}

/** What is compared is marked, so that more can be added from a list; without it the marks show. */
function followComparison(page) {
  const marked = kept("compared");
  if ("asked" in page.dataset) change("compared", page.dataset.compared.split(",").filter(Boolean));
  else if (marked.length) location.replace(addressOf(location.pathname, marked));
}

function offerMark(item, bar) {
  const button = item.querySelector("button");
  item.querySelector("a").hidden = true;
  button.hidden = false;
  button.addEventListener("click", () => {
    const slugs = kept("compared");
    if (slugs.length >= MOST.compared && !slugs.includes(item.dataset.compare)) {
      bar.querySelector("[role=status]").textContent = bar.dataset.full;
    } else {
      toggle("compared", item.dataset.compare);
    }
  });
}

function toggle(name, slug) {
  const slugs = kept(name);
  change(name, slugs.includes(slug) ? slugs.filter((other) => other !== slug) : [...slugs, slug]);
}

/** Bring the page in line with what is on the device. */
function show() {
  const list = kept();
  const compared = kept("compared");
  for (const item of document.querySelectorAll("[data-shortlist]")) {
    press(item, list.includes(item.dataset.shortlist));
  }
  for (const item of document.querySelectorAll("[data-compare]")) {
    press(item, compared.includes(item.dataset.compare));
    leadToAll(item, compared);
  }
  for (const link of document.querySelectorAll("[data-shortlist-link]")) {
    link.dataset.words ??= link.textContent;
    link.textContent = list.length ? `${link.dataset.words} (${list.length})` : link.dataset.words;
    link.href = addressOf(link.pathname, list);
  }
  const bar = document.querySelector("[data-comparing]");
  if (bar) showBar(bar, compared);
  document.dispatchEvent(new CustomEvent("shortlist"));
}

function press(item, on) {
  item.querySelector("button").setAttribute("aria-pressed", String(on));
}

/** Where a listing is not marked but compared at once, those already marked come along. */
function leadToAll(item, compared) {
  const link = item.querySelector("a");
  const others = compared.filter((slug) => slug !== item.dataset.compare);
  const address = new URL(link.href);
  address.searchParams.set("who", [...others.slice(0, MOST.compared - 1), item.dataset.compare].join(","));
  link.href = address;
}

function showBar(bar, slugs) {
  bar.hidden = slugs.length === 0;
  bar.querySelector("[role=status]").textContent = bar.dataset.words.replace("{n}", slugs.length);
  bar.querySelector("a").href = addressOf(bar.dataset.comparing, slugs);
}
