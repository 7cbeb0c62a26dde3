"""What Typst sets in type, by a template beside this file: a PDF or a picture, the same bytes on every machine."""

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
"""The font of the templates; what it lacks, others that Typst brings may have."""


def compiled(template: str, content: Mapping[str, Any], **options: Any) -> bytes:
    """The file that a template makes of its content, which it finds as JSON in `sys.inputs.content`.

    A character that no font of Typst has is written as its number: `[U+6F22]`. Typst keeps threads, which the copy of
    a process lacks: no process may be copied once this was called. Raises SpoorboekError where Typst cannot make it.
    """
    text = json.dumps(content, ensure_ascii=False)
    missing = {ord(each): f"[U+{ord(each):04X}]" for each in set(text) if not _is_known(each)}
    try:
        output = _compiler(template).compile(sys_inputs={"content": text.translate(missing)}, **options)
    except typst.TypstError as error:
        problem = _("{file} cannot be filled in: {reason}", file=template, reason=error.message)
        raise SpoorboekError(problem, _("mend it and run again")) from None
    return bytes(output)


@functools.cache
def _compiler(template: str) -> Any:
    """With the fonts that Typst brings and no other."""
    return typst.Compiler(_FOLDER / template, root=_FOLDER, ignore_system_fonts=True)


@functools.cache
def _is_known(character: str) -> bool:
    """Has a font of Typst this character? PDF/UA-1 allows none that is not drawn."""
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
    """Another, since one keeps to the last source that it was given."""
    return typst.Compiler(ignore_system_fonts=True)
