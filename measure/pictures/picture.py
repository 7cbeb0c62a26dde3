"""A picture of a page with its flaws."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

_CONTRAST: Final = 24  # of 255 shades: the least difference from the background that counts as ink
_INKED: Final = 0.001  # the least share of ink on a page: a heading and a line of text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of one kind of page, shown in one way (such as `dark, 360`)."""

    kind: str
    way: str
    file: Path
    flaws: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.kind} ({self.way})"


def is_blank(picture: Image.Image) -> bool:
    """Whether nearly all pixels have the shade of the background, light or dark."""
    counts = picture.convert("L").histogram()
    ground = counts.index(max(counts))
    inked = sum(count for shade, count in enumerate(counts) if abs(shade - ground) > _CONTRAST)
    return inked < _INKED * sum(counts)
