"""Makes the fonts that readers are sent, from their published packages: `make fonts`.

A reader waits for every kilobyte of a font, so each file holds the weights and the characters that
the pages use and nothing else. What stands in which file is repeated by the `unicode-range` of
`site.css`, by which a browser fetches a script only where a letter of it occurs. The files are in
the repository; this is how they came about, and how to make them anew.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "coalition" / "static" / "coalition" / "fonts"

#: Of every package, so that the same files come out again.
VERSION = "5.3.0"

#: English with the punctuation of print; what every page needs, and no more.
BASIC = (
    "U+0020-007E,U+00A0,U+00A7,U+00A9,U+00B0,U+00B6,U+00B7,U+00D7,"
    "U+2010-2015,U+2018-201F,U+2020-2022,U+2026,U+2032-2033,U+2212"
)
#: Names with accents, and in transliteration.
WESTERN = "U+00A1-00A6,U+00A8,U+00AA-00AF,U+00B1-00B5,U+00B8-00D6,U+00D8-00FF,U+0131,U+0152-0153"
EXTENDED = "U+0100-0130,U+0132-0151,U+0154-024F,U+02BB-02BC,U+0300-0332,U+1E00-1EFF,U+20A8,U+20B9"
JOINERS = "U+200C-200D,U+25CC"
DEVANAGARI = f"U+0900-097F,U+A8E0-A8FF,{JOINERS}"
TAMIL = f"U+0B80-0BFF,{JOINERS}"
MALAYALAM = f"U+0D00-0D7F,{JOINERS}"
BENGALI = f"U+0980-09FF,{JOINERS}"
#: The letters of Urdu, Kashmiri, Sindhi, Persian and Arabic; presentation forms are none of them.
ARABIC = "U+0600-06FF,U+0750-077F,U+200C-200F"


@dataclass(frozen=True, slots=True)
class Cut:
    """`weight` is one, or the first and the last of a range."""

    name: str
    package: str
    file: str
    characters: str
    weight: float | tuple[float, float]


CUTS = (
    Cut("newsreader-basic", "newsreader", "latin-wght-normal", BASIC, (400, 700)),
    Cut("newsreader-western", "newsreader", "latin-wght-normal", WESTERN, (400, 700)),
    Cut("newsreader-extended", "newsreader", "latin-ext-wght-normal", EXTENDED, (400, 700)),
    Cut("newsreader-italic", "newsreader", "latin-wght-italic", BASIC, 400),
    Cut(
        "noto-serif-devanagari",
        "noto-serif-devanagari",
        "devanagari-wght-normal",
        DEVANAGARI,
        (400, 700),
    ),
    Cut("noto-serif-tamil", "noto-serif-tamil", "tamil-wght-normal", TAMIL, 400),
    Cut("noto-serif-malayalam", "noto-serif-malayalam", "malayalam-wght-normal", MALAYALAM, 400),
    Cut("noto-serif-bengali", "noto-serif-bengali", "bengali-wght-normal", BENGALI, 400),
    # Not Nastaliq, which readers of Urdu like best: its slanted words need a line twice as high, so
    # that a name in it would push the lines of a list apart.
    Cut("noto-naskh-arabic", "noto-naskh-arabic", "arabic-wght-normal", ARABIC, 400),
)


def main() -> None:
    for package in sorted({cut.package for cut in CUTS}):
        with tempfile.TemporaryDirectory() as folder:
            found = _unpacked(package, Path(folder))
            shutil.copyfile(found / "LICENSE", TARGET / f"LICENSE-{package}.txt")
            for cut in CUTS:
                if cut.package == package:
                    path = TARGET / f"{cut.name}.woff2"
                    path.write_bytes(made(found / "files" / f"{package}-{cut.file}.woff2", cut))
                    print(f"{path.stat().st_size:>7} {path.name}")


def _unpacked(package: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"@fontsource-variable/{package}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def made(source: Path, cut: Cut) -> bytes:
    """The font as it is served. Hints are left out: screens have been fine enough for years."""
    font = TTFont(source, recalcTimestamp=False)
    font = _again(instantiateVariableFont(font, {"wght": cut.weight}))
    options = Options(flavor="woff2", hinting=False, layout_features=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters_of(cut.characters) & font.getBestCmap().keys())
    subsetter.subset(font)
    return _bytes(font, flavor="woff2")


def characters_of(ranges: str) -> set[int]:
    """Of `U+0020-007E,U+00A0`."""
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _again(font: TTFont) -> TTFont:
    """As read from a file: the subsetter does not know tables that were just made."""
    return TTFont(io.BytesIO(_bytes(font, flavor=None)), recalcTimestamp=False)


def _bytes(font: TTFont, *, flavor: str | None) -> bytes:
    font.flavor = flavor
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    main()
