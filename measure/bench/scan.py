"""The lower bound: the cost of scanning the same files without judging them. A separate program.

    python -I -S scan.py DOCS

Regular expressions find every item with its options and links; bodies are hashed, and links are inverted. Nested
fences, comments and code are not recognised, and no locations are kept.
"""

import hashlib
import re
import sys
from pathlib import Path

ITEM = re.compile(r"^:::\{(\w+)\} (.*)\n((?::\w+: .*\n)+)\n((?:.*\n)*?):::$", re.MULTILINE)
OPTION = re.compile(r"^:(\w+): (.*)$", re.MULTILINE)
REFERENCE = re.compile(r"\{need\}`([^`]+)`")
ROLES = re.compile(
    "accepted_in|cites|chain|checks|concerns|documented_in|done_in|evidence|fulfils|goal|grounded_in|involved_in|made_in|made_to|of|by|"
    "part_evidence|part_of|responds_to|responsible|theme|who"
)


def scan(docs: Path) -> tuple[int, int, int]:
    """The number of items, links and references."""
    items: dict[str, tuple[str, str, dict[str, str], str]] = {}
    back: dict[str, list[tuple[str, str]]] = {}
    references = 0
    for path in sorted(docs.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        references += len(REFERENCE.findall(page))
        for kind, title, head, body in ITEM.findall(page):
            options = dict(OPTION.findall(head))
            items[options["id"]] = kind, title, options, hashlib.sha256(body.encode()).hexdigest()
            for role in filter(ROLES.fullmatch, options):
                for target in options[role].split(", "):
                    back.setdefault(target, []).append((options["id"], role))
    return len(items), sum(map(len, back.values())), references


if __name__ == "__main__":
    print(*scan(Path(sys.argv[1])))
