"""Settings, routes and middleware: the only place that knows every app."""
