from workspaces import judged, ran, sample  # noqa: F401
