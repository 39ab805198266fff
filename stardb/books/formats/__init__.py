"""The formats of files: each in a file or a sub-package of its own, all in `registry.FORMATS`."""
