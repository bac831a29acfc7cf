// Says at once what ticked links are read as; the next page says it without scripts.

/** Follow the ticks of a form and tell what they mean. */
export function readLinks(told) {
  const form = told.closest("form");
  const [many, some] = told.dataset.enough.split(",").map(Number);
  const [yes, partly, no] = told.dataset.answers.split(",");
  const places = JSON.parse(told.dataset.places);

  const read = () => {
    const fields = new FormData(form);
    const links = fields.getAll("links").filter((key) => key !== "none" && key !== "forgotten");
    const sore = places[fields.get("sore")];
    const number = links.filter((key) => key !== sore).length;
    const answer = number >= many ? yes : number >= some ? partly : no;
    told.hidden = links.length === 0;
    told.textContent = (sore ? told.dataset.besides : told.dataset.all)
      .replace("{n}", number)
      .replace("{answer}", answer);
  };
  form.addEventListener("change", read);
  read();
}
