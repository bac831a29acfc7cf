import sys
import traceback

from directory.http.templating import PlainEnvironment


def test_the_site_uses_an_environment_that_fails_plainly(app):
    assert isinstance(app.jinja_env, PlainEnvironment)


def test_a_failing_template_keeps_its_real_frames(app):
    template = app.jinja_env.from_string("{{ nobody.name }}")
    calls = []

    def watch(frame, event, _argument):
        calls.append(frame.f_code.co_name)
        return watch if event == "call" else None

    sys.setprofile(watch)
    try:
        template.render()
    except Exception as failure:  # noqa: BLE001 - any failure will do
        shown = traceback.format_exception(failure)
    finally:
        sys.setprofile(None)

    assert "'nobody' is undefined" in shown[-1]
    assert "rewrite_traceback_stack" not in calls
