"""Lines for a console: text and styles side by side, so that no text is ever taken for markup."""

from rich.text import Text

from stardb.safe_text import visible

Part = str | tuple[str, str]
"""Some text, or text and its style."""


def line(*parts: Part) -> Text:
    """One line for a console, of parts of any style; nothing in them is markup."""
    made = Text()
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        made.append(visible(text), style or None)
    return made
