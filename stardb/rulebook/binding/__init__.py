"""From a document to a scheme: every name is bound to what makes it, one rule a step."""

from stardb.rulebook.binding.bind_scheme import bind_scheme

__all__ = ["bind_scheme"]
