"""The requirements of a PDF that can be read aloud, checked with pikepdf, poppler and PDFium."""

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Name, Object, Pdf
from pypdfium2 import PdfDocument, raw

_LEVEL: Final = re.compile(r"H([1-6])")


def elements(pdf: Pdf) -> Iterator[Any]:
    """Every element of the structure, in reading order."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        waiting += reversed([kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary)])


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def named(pdf: Pdf, *names: str) -> list[Any]:
    return [element for element in elements(pdf) if role(pdf, element) in names]


def role(pdf: Pdf, element: Any) -> str:
    """The standard type that the type of an element stands for."""
    name, roles = str(element.S).lstrip("/"), pdf.Root.StructTreeRoot.get("/RoleMap", {})
    return str(roles.get(f"/{name}", name)).lstrip("/")


def attribute(element: Any, name: str) -> Any:
    owners = element.get("/A", [])
    return next(
        (owner[name] for owner in (owners if isinstance(owners, pikepdf.Array) else [owners]) if name in owner), None
    )


def is_tagged(pdf: Pdf) -> bool:
    """The file says that it is tagged, and has a tree of elements."""
    return bool(pdf.Root.get("/MarkInfo", {}).get("/Marked")) and any(elements(pdf))


def names_its_language(pdf: Pdf) -> bool:
    return bool(re.fullmatch(r"[a-z]{2}(-\w+)*", str(pdf.Root.get("/Lang", ""))))


def shows_its_title(pdf: Pdf) -> bool:
    """It has a title, and asks readers to show that and not the name of the file."""
    with pdf.open_metadata() as metadata:
        title = metadata.get("dc:title") or str(pdf.docinfo.get("/Title", ""))
    return bool(title) and bool(pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"))


def says_it_is_pdf_ua(pdf: Pdf) -> bool:
    with pdf.open_metadata() as metadata:
        return metadata.get("pdfuaid:part") == "1"


def has_headings_that_nest(pdf: Pdf) -> bool:
    """The first is of level 1, and none skips a level."""
    levels = [int(match[1]) for element in elements(pdf) if (match := _LEVEL.fullmatch(role(pdf, element)))]
    return levels[:1] == [1] and all(after <= before + 1 for before, after in pairwise(levels))


def has_header_cells(pdf: Pdf) -> bool:
    """Every table has header cells that say of what they are the header, and rows of cells."""
    tables = named(pdf, "Table")
    heads = named(pdf, "TH")
    return bool(tables) and len(heads) >= len(tables) and all(attribute(head, "/Scope") is not None for head in heads)


def ties_cells_to_headers(pdf: Pdf) -> bool:
    """Every cell names the header that it stands under, and that is there."""
    known = {str(head.get("/ID", "")) for head in named(pdf, "TH")} - {""}
    cells = [attribute(cell, "/Headers") for cell in named(pdf, "TD")]
    return bool(cells) and all(found and all(str(head) in known for head in found) for found in cells)


def has_alternative_texts(pdf: Pdf) -> bool:
    """No figure is without one."""
    return all(str(element.get("/Alt", "")).strip() for element in named(pdf, "Figure", "Formula"))


def describes_its_links(pdf: Pdf) -> bool:
    """Every link is in the structure, and has a text for who cannot see it."""
    links = [
        annotation for page in pdf.pages for annotation in page.get("/Annots", []) if annotation.Subtype == Name.Link
    ]
    return all("/StructParent" in link and str(link.get("/Contents", "")).strip() for link in links)


def leaves_no_text_untagged(pdf: Pdf) -> bool:
    """All that is drawn as text is part of an element, or marked as no content (a running head, a page number)."""
    for page in pdf.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            depth += str(operator) in ("BDC", "BMC")
            depth -= str(operator) == "EMC"
            if str(operator) in ("Tj", "TJ", "'", '"') and not depth and any(map(_is_drawn, operands)):
                return False
    return True


def _is_drawn(operand: Object) -> bool:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    return any(isinstance(part, pikepdf.String) and bytes(part).strip(b"\0 ") for part in parts)


def goes_from_field_to_field_in_order(pdf: Pdf) -> bool:
    """The Tab key follows the structure on each page that has something to go to."""
    return all(page.get("/Tabs") == Name.S for page in pdf.pages if "/Annots" in page)


def brings_its_fonts(pdf: Pdf) -> bool:
    """Every font is in the file, and says which letter each sign is."""
    fonts = [font for page in pdf.pages for font in page.get("/Resources", {}).get("/Font", {}).values()]
    return bool(fonts) and all("/ToUnicode" in font and _is_embedded(font) for font in fonts)


def _is_embedded(font: Any) -> bool:
    inside = font.get("/DescendantFonts", [font])[0]
    descriptor = inside.get("/FontDescriptor", {})
    return inside.get("/Subtype") == "/Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))


def has_an_outline(pdf: Pdf) -> bool:
    return int(pdf.Root.get("/Outlines", {}).get("/Count", 0)) != 0 or "/First" in pdf.Root.get("/Outlines", {})


LIST: Final[dict[str, Callable[[Pdf], bool]]] = {
    "tagged": is_tagged,
    "language": names_its_language,
    "title, and shown": shows_its_title,
    "says PDF/UA-1": says_it_is_pdf_ua,
    "headings that nest": has_headings_that_nest,
    "header cells with a scope": has_header_cells,
    "cells tied to their headers": ties_cells_to_headers,
    "alternative texts": has_alternative_texts,
    "links described and in the structure": describes_its_links,
    "no text outside the structure": leaves_no_text_untagged,
    "order of the Tab key": goes_from_field_to_field_in_order,
    "fonts inside, with their letters": brings_its_fonts,
    "outline": has_an_outline,
}


def passed(file: Path) -> dict[str, bool]:
    """The requirements that a file meets."""
    with pikepdf.open(file) as pdf:
        return {name: is_met(pdf) for name, is_met in LIST.items()}


def read_out(file: Path, pdfinfo: str) -> str:
    """The text in the order of the structure, as poppler gives it."""
    done = subprocess.run([pdfinfo, "-struct-text", file], check=True, capture_output=True, text=True)
    return "".join(re.findall(r'^ *"(.*)"$', done.stdout, flags=re.MULTILINE))


def texts_with_language(file: Path) -> Iterator[tuple[str, str]]:
    """Each piece of text as PDFium reads it, with its language: "" if it is that of the file."""
    with PdfDocument(file) as paper:
        for page in paper:
            tree, by_number = raw.FPDF_StructTree_GetForPage(page), dict[int, str]()
            for n in range(raw.FPDF_StructTree_CountChildren(tree)):
                _add_languages(raw.FPDF_StructTree_GetChildAtIndex(tree, n), "", by_number)
            text_page = page.get_textpage()
            for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                language = by_number.get(raw.FPDFPageObj_GetMarkedContentID(piece), "")
                for n in range(raw.FPDFPageObj_CountMarks(piece)):
                    language = _marked(raw.FPDFPageObj_GetMark(piece, n)) or language
                yield _string(raw.FPDFTextObj_GetText, piece, text_page), language


def _add_languages(element: Any, language: str, by_number: dict[int, str]) -> None:
    """Add the language of each numbered part of the content of an element: that of its parent if it has none."""
    language = _string(raw.FPDF_StructElement_GetLang, element) or language
    for n in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
        by_number[raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n)] = language
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, n):
            _add_languages(child, language, by_number)


def _marked(mark: Any) -> str:
    buffer, length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", buffer, ctypes.sizeof(buffer), length)
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")


def _string(function: Callable[..., int], *arguments: Any) -> str:
    """The text that a function of PDFium writes to a buffer."""
    buffer = (ctypes.c_ushort * (function(*arguments, None, 0) // 2))()
    function(*arguments, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        print(path.name, *(f"{'yes' if is_so else 'NO ':3} {name}" for name, is_so in passed(path).items()), sep="\n  ")
