"""The application as a WSGI server takes it: `directory.wsgi:app`."""

from directory import create_app

app = create_app()
