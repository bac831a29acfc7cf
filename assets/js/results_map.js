// Opens the map beside the list: by itself on a desk, when asked for on smaller screens.
const DESK = matchMedia("(min-width: 64rem)");
const SHOWN = "results-map";

/** section: where the map is drawn; its script and style are fetched when it is first seen. */
export function offerMap(section) {
  const results = section.closest(".results");
  const ways = results.querySelector("[data-map-ways]");
  let fetched = false;
  const open = () => {
    if (!fetched) load(section);
    fetched = true;
  };
  const show = (onMap) => {
    results.classList.toggle("results--on-map", onMap);
    for (const way of ways.querySelectorAll("button")) {
      way.setAttribute("aria-pressed", String((way.value === "map") === onMap));
    }
    if (onMap) open();
  };

  ways.hidden = false;
  ways.addEventListener("click", ({ target }) => {
    const way = target.closest("button");
    if (!way) return;
    show(way.value === "map");
    remember(way.value);
  });
  if (remembered() === "map") show(true);
  whenSeenOnDesk(section, open);
}

/** Do something when there is room beside the list, nothing more urgent, and the map in sight. */
function whenSeenOnDesk(section, open) {
  const seen = new IntersectionObserver((entries) => {
    if (!DESK.matches || !entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    const soon = window.requestIdleCallback ?? setTimeout;
    soon(open);
  });
  const look = () => {
    seen.disconnect();
    if (DESK.matches) seen.observe(section);
  };
  look();
  DESK.addEventListener("change", look);
}

function load(section) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = section.dataset.style;
  const script = document.createElement("script");
  script.src = section.dataset.script;
  const fail = () => {
    section.querySelector("[data-map-status]").textContent = JSON.parse(section.dataset.words).failed;
  };
  script.addEventListener("error", fail);
  style.addEventListener("error", fail);
  style.addEventListener("load", () => document.head.append(script));
  section.setAttribute("aria-busy", "true");
  document.head.append(style);
}

function remembered() {
  try {
    return sessionStorage.getItem(SHOWN);
  } catch {
    return null;
  }
}

function remember(way) {
  try {
    sessionStorage.setItem(SHOWN, way);
  } catch {
    // Storage is switched off: the list comes first again.
  }
}
