// "Search this area": a link to the same search around the middle of the view.

const MOVED = 0.2;
const LEAST_KM = 0.5;
const MOST_KM = 2000;

/** Show the link once the view is another one than that of the search. */
export function offerThisArea(map, section) {
  const link = section.querySelector("[data-map-area]");
  let start = null;
  const remember = () => {
    start = { center: map.getCenter(), zoom: map.getZoom() };
  };
  const offer = () => {
    if (link.hidden && !hasMoved(map, start)) return;
    link.href = address(map, section.dataset.area);
    link.hidden = false;
  };
  remember();
  // A frame that changes its size shows another part by itself.
  map.on("resize", () => link.hidden && remember());
  map.on("moveend", offer);
}

function hasMoved(map, { center, zoom }) {
  if (Math.abs(map.getZoom() - zoom) >= 0.75) return true;
  const { x, y } = map.getSize();
  return map.latLngToContainerPoint(center).distanceTo([x / 2, y / 2]) > MOVED * Math.min(x, y);
}

/** The circle that fits into the view; two decimals, about a kilometre, are all that is ever told. */
function address(map, search) {
  const center = map.getCenter();
  const view = map.getBounds();
  const across = map.distance([center.lat, view.getWest()], [center.lat, view.getEast()]);
  const down = map.distance([view.getSouth(), center.lng], [view.getNorth(), center.lng]);
  const radiusKm = Math.min(MOST_KM, Math.max(LEAST_KM, Math.min(across, down) / 2000));
  const url = new URL(search, location.href);
  url.searchParams.set("lat", Math.max(-90, Math.min(90, center.lat)).toFixed(2));
  url.searchParams.set("lon", (((((center.lng + 180) % 360) + 360) % 360) - 180).toFixed(2));
  url.searchParams.set("radius_km", radiusKm.toPrecision(radiusKm < 10 ? 2 : 3));
  return url.pathname + url.search;
}
