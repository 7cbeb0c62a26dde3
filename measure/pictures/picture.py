"""A picture of a page, and what is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

_CONTRAST: Final = 24  # of 255: less is no text that anyone reads
_INKED: Final = 0.001  # the least part of a page that is not paper: a heading and a line of text


@dataclass(frozen=True, slots=True)
class Picture:
    """One file, of one kind of page, as it is shown in one way."""

    kind: str
    way: str
    file: Path
    flaws: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.kind} ({self.way})"


def is_blank(picture: Image.Image) -> bool:
    """Whether hardly anything differs from what it is drawn on, be that white or black."""
    counts = picture.convert("L").histogram()
    ground = counts.index(max(counts))
    inked = sum(count for shade, count in enumerate(counts) if abs(shade - ground) > _CONTRAST)
    return inked < _INKED * sum(counts)
