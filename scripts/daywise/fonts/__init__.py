"""The typefaces of link-preview cards and books: files beside this one, so that every machine sets the same pages.

``manifest.json`` says which package each file came from, and its digest. All are under the SIL Open Font Licence.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "manifest.json"

SERIF = FOLDER / "SourceSerif4_400Regular.ttf"
SERIF_ITALIC = FOLDER / "SourceSerif4_400Regular_Italic.ttf"
SERIF_BOLD = FOLDER / "SourceSerif4_600SemiBold.ttf"
SANS = FOLDER / "SourceSans3_400Regular.ttf"
SANS_BOLD = FOLDER / "SourceSans3_600SemiBold.ttf"
CODE = FOLDER / "SourceCodePro_400Regular.ttf"
CODE_BOLD = FOLDER / "SourceCodePro_600SemiBold.ttf"
URDU = FOLDER / "NotoNastaliqUrdu_400Regular.ttf"
"""For every language that is written with Arabic letters."""
