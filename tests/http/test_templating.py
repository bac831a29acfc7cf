import stat
import sys
import traceback

from jinja2 import DictLoader, Environment

from directory.http.templating import CompiledTemplates, PlainEnvironment


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


def _page(folder, text):
    """What a page says in a fresh process with a folder of compiled templates."""
    loader = DictLoader({"page": text})
    kept = CompiledTemplates(folder)
    return Environment(loader=loader, bytecode_cache=kept, autoescape=True).get_template("page")


def test_a_template_is_compiled_once_for_all_processes_in_a_private_folder(tmp_path):
    folder = tmp_path / "var" / "templates"

    assert _page(folder, "Hello {{ name }}").render(name="Ida") == "Hello Ida"

    (compiled,) = folder.iterdir()
    written = compiled.stat().st_mtime_ns
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert _page(folder, "Hello {{ name }}").render(name="Ida") == "Hello Ida"
    assert compiled.stat().st_mtime_ns == written


def test_a_changed_template_is_compiled_anew(tmp_path):
    _page(tmp_path, "older")

    assert _page(tmp_path, "newer").render() == "newer"


def test_torn_and_strange_files_among_the_compiled_ones_do_no_harm(tmp_path):
    _page(tmp_path, "Hello")
    (compiled,) = tmp_path.iterdir()
    whole = compiled.read_bytes()

    for length in range(len(whole)):
        compiled.write_bytes(whole[:length])
        assert _page(tmp_path, "Hello").render() == "Hello"


def test_a_folder_that_cannot_be_written_leaves_pages_as_they_are(tmp_path):
    nowhere = tmp_path / "file"
    nowhere.touch()

    assert _page(nowhere / "templates", "Hello").render() == "Hello"
