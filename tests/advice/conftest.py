from workspaces import judged, sample  # noqa: F401
