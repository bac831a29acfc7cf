// The self-check: shows the steps one by one and goes by the rules of the one data file. Answers stand
// in the fragment of the address only, which browsers never send.
import { dangers, hints, questions, rules } from "../../seed_data/journey/screen.json";

const DANGER = "danger";
const page = document.querySelector("[data-check]");
const version = page.dataset.check;
const form = page.querySelector("[data-check-form]");
const status = page.querySelector("[data-check-status]");
const steps = [...page.querySelectorAll("[data-step]")];
const RESULT = "result";
const after = [...page.querySelectorAll("[data-check-after], [data-informs], [data-answers]")];
const first = steps[0].querySelector("[data-next]");
// What the links of hints ask for by themselves; the search of the result adds its own.
const asked = new Map([...page.querySelectorAll("[data-hint] a, [data-team]")].map((link) => [link, link.search]));
let current = steps[0].dataset.step;

/** Tell whether a condition holds for answers, an object of sets. */
function holds(condition, answers) {
  if ("danger" in condition) {
    return dangers.some((sign) => sign.severity === condition.danger && answers[DANGER]?.has(sign.key));
  }
  if ("answer" in condition) return condition.in.some((key) => answers[condition.answer]?.has(key));
  if ("any" in condition) return condition.any.some((part) => holds(part, answers));
  return condition.all.every((part) => holds(part, answers));
}

/** The outcome with the rules and hints that hold, or the questions that are still open. */
function resultOf(answers) {
  const known = optionsOf();
  const severe = rules.find((rule) => "danger" in rule.when && holds(rule.when, answers));
  const missing = questions
    .filter(({ key, many }) => !many && ![...(answers[key] ?? [])].some((one) => known[key].has(one)))
    .map(({ key }) => key);
  if (!severe && missing.length) return { outcome: null, because: [], hints: [], missing };
  const { then } = severe ?? rules.find((rule) => holds(rule.when, answers));
  const numbers = (rows, fits) => rows.flatMap((row, number) => (fits(row) ? [number] : []));
  return {
    outcome: then,
    because: numbers(rules, (rule) => rule.then === then && holds(rule.when, answers)),
    hints: severe ? [] : numbers(hints, (hint) => holds(hint.when, answers)),
    missing: [],
  };
}

/** The options of each question, as the page has them. */
function optionsOf() {
  const known = {};
  for (const input of form.querySelectorAll("input")) (known[input.name] ??= new Set()).add(input.value);
  return known;
}

/** What is ticked. */
function answersOf() {
  const answers = {};
  for (const input of form.querySelectorAll("input:checked")) {
    (answers[input.name] ??= new Set()).add(input.value);
  }
  return answers;
}

/** The fragment that holds what is ticked and where one is: `#check=c1&at=pain&where=knee`. */
function fragmentOf(at) {
  const parts = new URLSearchParams({ check: version, at });
  for (const [key, values] of Object.entries(answersOf())) parts.set(key, [...values].join(","));
  return `#${parts.toString().replaceAll("%2C", ",")}`;
}

/** Tick what a fragment holds; gives where it was, or nothing when it is not one of ours. */
function take(fragment) {
  const parts = new URLSearchParams(fragment.slice(1));
  if (parts.get("check") !== version) return null;
  for (const input of form.querySelectorAll("input")) {
    input.checked = (parts.get(input.name) ?? "").split(",").includes(input.value);
  }
  return parts.get("at");
}

/** Show a step or the result; `move` says whether the focus goes along. */
function show(at, move = true) {
  const result = at === RESULT ? resultOf(answersOf()) : null;
  const here = result?.missing.length ? stepOf(result.missing[0]) : at;
  const done = here === RESULT;
  current = here;
  for (const step of steps) step.hidden = step.dataset.step !== here;
  page.querySelector("[data-check-head]").hidden = here !== steps[0].dataset.step;
  for (const part of after) part.hidden = !done;
  nameWayOn();
  for (const section of page.querySelectorAll("[data-outcome]")) {
    section.hidden = !done || section.dataset.outcome !== result.outcome;
  }
  const told = page.querySelector("[data-hints]");
  told.hidden = !done || !result.hints.length;
  if (done) tell(result, told);
  const seen = done ? page.querySelector(`[data-outcome="${result.outcome}"]`) : steps.find((step) => !step.hidden);
  if (!move) return here;
  const heading = seen.querySelector("h2");
  heading.focus({ preventScroll: true });
  page.scrollIntoView();
  return here;
}

/** Say on the button of the danger signs where it leads. */
function nameWayOn() {
  first.textContent = answersOf()[DANGER] ? first.dataset.ticked : first.dataset.none;
}

/** Leave only what holds in an outcome, and prepare its search. */
function tell(result, told) {
  for (const line of page.querySelectorAll("[data-sign]")) {
    line.hidden = !answersOf()[DANGER]?.has(line.dataset.sign);
  }
  for (const line of page.querySelectorAll("[data-rule]")) {
    line.hidden = !result.because.includes(Number(line.dataset.rule));
  }
  for (const line of told.querySelectorAll("[data-hint]")) {
    line.hidden = !result.hints.includes(Number(line.dataset.hint));
  }
  const where = form.querySelector("input[name=where]:checked");
  const sore = where && where.value !== "none" ? words(where).toLowerCase() : "";
  for (const field of page.querySelectorAll("[data-where]")) {
    // What the visitor wrote there stays.
    if (field.value === field.dataset.where) field.value = sore;
    field.dataset.where = sore;
  }
  prepare();
  repeat();
}

/** Let the links of hints ask for all that the search of the result asks for. */
function prepare() {
  const search = page.querySelector("[data-outcome]:not([hidden]) form");
  if (!search) return;
  for (const [link, own] of asked) {
    const parts = new URLSearchParams(own);
    for (const [key, value] of new FormData(search)) {
      const fits = key !== "kind" || !("team" in link.dataset); // a team has one of each kind
      if (value && fits && !parts.has(key)) parts.set(key, value);
    }
    link.search = parts.toString();
  }
}

/** Write down what was answered, to take along. */
function repeat() {
  const rows = [...form.querySelectorAll("[data-question]")].flatMap((question) => {
    const ticked = [...question.querySelectorAll("input:checked")].map(words);
    if (!ticked.length) return [];
    const row = document.createElement("div");
    row.append(document.createElement("dt"), document.createElement("dd"));
    row.firstChild.textContent = question.querySelector("legend").textContent;
    row.lastChild.textContent = ticked.join("; ");
    return [row];
  });
  page.querySelector("[data-answers] dl").replaceChildren(...rows);
}

function words(input) {
  return input.nextElementSibling.firstChild.textContent.trim();
}

/** The step that asks a question. */
function stepOf(key) {
  return page.querySelector(`[data-question="${key}"]`).closest("[data-step]").dataset.step;
}

/** Go somewhere new: the browser's way back leads to where one was. */
function go(at) {
  status.textContent = "";
  const here = show(at);
  history.pushState(null, "", fragmentOf(here));
}

/** Go on from a step, or say which question is open. */
function next(number) {
  const step = steps[number];
  const answers = answersOf();
  const open = [...step.querySelectorAll("[data-question]:not([data-many])")].find(
    (question) => !answers[question.dataset.question],
  );
  if (open) {
    mark(open);
    return;
  }
  history.replaceState(null, "", fragmentOf(step.dataset.step));
  const stop = number === 0 && answers[DANGER]?.size;
  go(stop || number === steps.length - 1 ? RESULT : steps[number + 1].dataset.step);
}

/** Point at a question that is open. */
function mark(question) {
  question.classList.add("question--error");
  status.textContent = page.dataset.open;
  question.prepend(status);
  question.querySelector("input").focus();
}

for (const [number, step] of steps.entries()) {
  step.querySelector("[data-step-number]").hidden = false;
  step.querySelector("[data-check-nav]").hidden = false;
  step.querySelector("[data-next]").addEventListener("click", () => next(number));
  step.querySelector("[data-back]")?.addEventListener("click", () => go(steps[number - 1].dataset.step));
}
form.addEventListener("change", (event) => {
  event.target.closest("[data-question]").classList.remove("question--error");
  status.textContent = "";
  nameWayOn();
  history.replaceState(null, "", fragmentOf(current));
});
page.querySelector("[data-change]").addEventListener("click", () => go(steps[0].dataset.step));
page.querySelector("[data-again]").addEventListener("click", () => {
  clear();
  for (const field of page.querySelectorAll("[data-where]")) field.value = field.dataset.where = "";
  history.pushState(null, "", location.pathname);
  show(steps[0].dataset.step);
});

/** Take every tick away; a browser may have kept some from last time. */
function clear() {
  for (const input of form.querySelectorAll("input")) input.checked = false;
}

/** Show what the address says; one that is not ours starts anew, kindly. */
function follow(move) {
  const ours = location.hash.length > 1 && !leadsIntoPage();
  const at = ours ? take(location.hash) : steps[0].dataset.step;
  if (!ours || !at) clear();
  const known = at === RESULT || steps.some((step) => step.dataset.step === at);
  if (!known) status.textContent = page.dataset.stale;
  const wanted = known ? at : steps[0].dataset.step;
  const here = show(wanted, move);
  if (here !== wanted) status.textContent = page.dataset.missing;
}

/** Tell whether the address names a part of the page, as "Skip to the content" does. */
function leadsIntoPage() {
  return Boolean(document.getElementById(location.hash.slice(1)));
}

page.querySelector("[data-check-guide]").hidden = true;
for (const note of page.querySelectorAll("[data-sends]")) note.hidden = false;
for (const button of page.querySelectorAll("[data-find]")) button.classList.remove("button--outline");
addEventListener("popstate", () => {
  if (!leadsIntoPage()) follow(true);
  // Only when the browser has gone there may the address hold the answers again.
  else setTimeout(() => history.replaceState(null, "", fragmentOf(current)));
});
page.addEventListener("input", prepare);
page.classList.add("check--live");
follow(location.hash.length > 1 && !leadsIntoPage());
