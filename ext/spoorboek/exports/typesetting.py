"""Compiles Typst templates beside this file to a PDF or a picture, with the same bytes on every machine."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _

_FOLDER: Final = Path(__file__).parent
_FONT: Final = "Libertinus Serif"
"""The font of the templates; Typst falls back to its other bundled fonts."""


def compiled(template: str, content: Mapping[str, Any], **options: Any) -> bytes:
    """The output of a template, which gets `content` as JSON in `sys.inputs.content`.

    A character that no bundled font has is written as its code point: `[U+6F22]`. Typst starts threads, so the process
    must not fork after this call. Raises SpoorboekError if Typst cannot compile it.
    """
    text = json.dumps(content, ensure_ascii=False)
    missing = {ord(character): f"[U+{ord(character):04X}]" for character in set(text) if not _is_known(character)}
    try:
        output = _compiler(template).compile(sys_inputs={"content": text.translate(missing)}, **options)
    except typst.TypstError as error:
        problem = _("{file} cannot be filled in: {reason}", file=template, reason=error.message)
        raise SpoorboekError(problem, _("correct it and run again")) from None
    return bytes(output)


@functools.cache
def _compiler(template: str) -> Any:
    """A compiler with the bundled fonts only."""
    return typst.Compiler(_FOLDER / template, root=_FOLDER, ignore_system_fonts=True)


@functools.cache
def _is_known(character: str) -> bool:
    """Whether a bundled font has the character: if none has, compiling to PDF/UA-1, which forbids that, fails."""
    if character.isascii() or not character.isprintable():
        return character.isascii()
    source = f'#set document(title: [x])\n#set text(font: "{_FONT}")\n= x\n#"{character}"'
    try:
        _probe().compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


@functools.cache
def _probe() -> Any:
    """A separate compiler, since a compiler keeps the last source that it was given."""
    return typst.Compiler(ignore_system_fonts=True)
