from workspaces import ran, sample  # noqa: F401
