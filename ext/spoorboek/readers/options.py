"""Reads the options of a directive as MyST-Parser does: a part of YAML, scanned by PyYAML.

MyST-Parser has its own copy of PyYAML's scanner (myst_parser/parsers/options.py), in a package that would install
Sphinx. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from yaml.error import Mark
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_LINE_ENDS = "\0\r\n\x85\u2028\u2029"
_BLANKS = f"{_LINE_ENDS} \t"


def scan(text: str) -> tuple[list[tuple[ScalarToken, ScalarToken | None]], list[int]]:
    """The keys and values of options, and the 0-based lines with a comment.

    Raises ScannerError if MyST-Parser cannot read them.
    """
    scanner = _Scanner(text)
    return list(scanner.options()), list(scanner.comment_lines)


class _Scanner(Reader, Scanner):
    """PyYAML's scanner of quoted, literal and folded values, with plain ones as in MyST-Parser.

    Any plain text is a value, up to a comment: `[`, `*` and `: ` have no meaning. No line separates documents.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        self.indent = 0
        self.comment_lines: dict[int, None] = {}

    def check_printable(self, data: str) -> None:
        """Accept every character: a page has no control characters, and MyST-Parser does not check them."""

    def options(self) -> Iterator[tuple[ScalarToken, ScalarToken | None]]:
        self.scan_to_next_token()
        while self.peek() != "\0":
            if self.column:
                raise self._error("expected key to start at column 0")
            key = self._scalar("'\"", is_key=True)
            self.scan_to_next_token()
            if self.peek() != ":":
                raise self._error("expected ':' after key")
            self.forward()
            self.scan_to_next_token()
            yield key, self._scalar("'\"|>") if self.column else None
            self.scan_to_next_token()

    def _scalar(self, styles: str, *, is_key: bool = False) -> ScalarToken:
        style = self.peek()
        if style not in styles:
            return self._plain(is_key=is_key)
        try:
            return self.scan_flow_scalar(style) if style in "'\"" else self.scan_block_scalar(style)
        except (ValueError, OverflowError):  # an escape such as \UFFFFFFFF
            raise self._error("found no such character") from None

    def _plain(self, *, is_key: bool) -> ScalarToken:
        """A plain value, which may continue on indented lines, or a plain key, which ends at a colon and a blank."""
        start = end = self.get_mark()
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#" and (length := self._length_of_word(is_key=is_key)):
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self._spaces() if is_key else self.scan_plain_spaces(1, start) or []
            if not spaces or not (is_key or self.column):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _length_of_word(self, *, is_key: bool) -> int:
        length = 0
        while (character := self.peek(length)) not in _BLANKS:
            if is_key and character == ":" and self.peek(length + 1) in _BLANKS:
                break
            length += 1
        return length

    def _spaces(self) -> list[str]:
        spaces = []
        while self.peek() == " ":
            spaces.append(" ")
            self.forward()
        return spaces

    def scan_to_next_token(self) -> None:
        """Skip blanks, line ends and comments, and note the lines with a comment."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            self._skip_comment()
            if not self.scan_line_break():
                return

    def scan_line_break(self) -> str:
        return str(super().scan_line_break())  # type: ignore[no-untyped-call]

    def _skip_comment(self) -> None:
        self._spaces()
        if self.peek() == "#":
            self.comment_lines[self.line] = None
            while self.peek() not in _LINE_ENDS:
                self.forward()

    def scan_block_scalar_ignored_line(self, start_mark: Mark) -> None:
        self._skip_comment()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_flow_scalar_breaks(self, double: bool, start_mark: Mark) -> list[str]:
        """The line ends inside quotes; a line `---` is text."""
        breaks: list[str] = []
        while True:
            while self.peek() in " \t":
                self.forward()
            if not (line_break := self.scan_line_break()):
                return breaks
            breaks.append(line_break)

    def _error(self, problem: str) -> ScannerError:
        return ScannerError(None, None, problem, self.get_mark())
