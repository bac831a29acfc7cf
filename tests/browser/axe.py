"""What axe objects to on a page."""

from directory.config import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """async rules => {
    const { violations } = await axe.run(document, { rules, resultTypes: ["violations"] })
    return { violations }
}"""
"""What passes is not told: on a long page that is most of the time, and of what has to be sent."""


def violations(page, without=None):
    """Everything axe objects to, with the part of the page it means; one rule may be left out."""
    # Evaluated by the debugger: a script element would rightly be refused by the page's policy.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {without: {"enabled": False}} if without else {}
    found = page.evaluate(_RUN, rules)
    return [
        f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
