// A card and its pin point at each other.

/** group: what joins near pins; pins: the pin of each card of this page. */
export function linkCards(group, pins) {
  const element = (pin) => group.getVisibleParent(pin)?.getElement();

  for (const [card, pin] of pins) {
    const point = (on) => element(pin)?.classList.toggle("pin--on", on);
    card.addEventListener("pointerenter", () => point(true));
    card.addEventListener("pointerleave", () => point(false));
    card.addEventListener("focusin", () => point(true));
    card.addEventListener("focusout", () => point(false));
    pin.on("mouseover", () => card.classList.add("card--on"));
    pin.on("mouseout", () => pin.isPopupOpen() || card.classList.remove("card--on"));
    pin.on("popupopen", () => goTo(card));
    pin.on("popupclose", () => card.classList.remove("card--on"));
  }
}

/** Move on to a card, where the list stands beside the map. */
function goTo(card) {
  const link = card.querySelector(".card__name a");
  if (!link || !card.getClientRects().length) return;
  card.classList.add("card--on");
  link.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}
