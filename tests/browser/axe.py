"""What axe objects to on a page."""

from directory.config import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def violations(page, without=None):
    """Everything axe objects to, with the part of the page it means; one rule may be left out."""
    # Evaluated by the debugger: a script element would rightly be refused by the page's policy.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {without: {"enabled": False}} if without else {}
    found = page.evaluate("rules => axe.run(document, { rules })", rules)
    return [
        f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
