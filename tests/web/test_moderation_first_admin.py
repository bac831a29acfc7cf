"""From an empty site to a first decision: an admin by command, a password, an app, the desk."""

import re

import pytest
from click.testing import CliRunner

from directory.cases import CaseKind
from directory.cli.admin import admin
from tests.moderation.cases import a_claim, newest_case
from tests.running import environment_of
from tests.web.moderating import press
from tests.web.test_staff_sign_in import app_code
from tests.web.visits import form_token

EMAIL, PASSWORD = "first@runner.example", "tulip kettle orbit nine"


@pytest.mark.usefixtures("app")
def test_the_first_admin_made_by_command_comes_to_the_desk(session, settings, client):
    a_claim(session)
    session.commit()
    told = CliRunner(env=environment_of(settings)).invoke(admin, ["create", EMAIL])
    link = re.search(r"(/staff/password/\S+)", told.output)[1]

    def post(path, page=None, **fields):
        fields["csrf_token"] = form_token(client, page or path)
        return client.post(path, data=fields, follow_redirects=False)

    assert post(link, password=PASSWORD, again=PASSWORD).status_code == 303
    assert client.get("/moderation").status_code == 303
    post("/staff/sign-in", email=EMAIL, password=PASSWORD, next="/moderation")
    set_up = client.get("/staff/sign-in/set-up").text
    key = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4})+", set_up)[0]
    entered = post("/staff/sign-in/set-up", code=app_code(key))

    assert entered.location.endswith("/moderation")
    assert "Claim: " in client.get("/moderation").text
    assert "What waits for a moderator" in client.get("/account").text
    case = newest_case(session, CaseKind.CLAIM)
    assert press(client, case, "approve").status_code == 303
