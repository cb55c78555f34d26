"""Glyph shapes of plates, read from glyph pictures or drawn with an open font.

The pictures are those of public plate generators: a folder ``pengfei/font_model`` with
``140_X.jpg`` (single row), ``220_X.jpg``, ``220_up_X.jpg``, ``220_down_X.jpg`` (double row)
and ``green_X.jpg`` (new energy), and a folder ``new-energy`` with ``AlpChars`` and
``ProChars``; dark ink on white. A missing folder or glyph is no error: the font stands in. A folder
``font`` may hold the font's own glyphs, drawn beforehand, for a machine without the font.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

DEFAULT_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
DRAWN = "font"
"""Folder of glyphs drawn beforehand: light ink on black, named by the character's code in hexadecimal."""

_FONT_PIXELS = 160
_FONT_INDEX_SC = 2
_STYLES = {
    "single": ("140_{c}",),
    "double_up": ("220_up_{c}", "220_{c}", "140_{c}"),
    "double_down": ("220_down_{c}", "220_{c}", "140_{c}"),
    "green": ("green_{c}", "140_{c}"),
}


class GlyphSource:
    """Gives glyph coverage of any size, from pictures where there are some, else by font."""

    def __init__(self, glyph_dir: Path | str | None, font: Path | str = DEFAULT_FONT) -> None:
        self._dir = None if glyph_dir is None else Path(glyph_dir)
        self._font_file = font
        self._font: ImageFont.FreeTypeFont | None = None
        self._masters: dict[tuple[str, str], np.ndarray | None] = {}
        self._sized: dict[tuple[str, str, int, int], np.ndarray] = {}

    def coverage(self, char: str, style: str, width: int, height: int) -> np.ndarray:
        """Gives a glyph squeezed into a cell: float32 (height, width), 0 paper to 1 ink.

        ``style`` is ``single``, ``double_up``, ``double_down``, ``green``, ``new_energy``
        or ``font``; a glyph that a style lacks is drawn with the font.
        """
        key = (char, style, width, height)
        if key not in self._sized:
            master = None if style == "font" else self._picture(char, style)
            if master is None:
                master = self.drawn(char)
            shrink = master.shape[0] > height or master.shape[1] > width
            self._sized[key] = cv2.resize(
                master, (width, height), interpolation=cv2.INTER_AREA if shrink else cv2.INTER_LINEAR
            )
        return self._sized[key]

    def _picture(self, char: str, style: str) -> np.ndarray | None:
        key = (char, style)
        if key not in self._masters:
            shape = "0" if char == "O" else char
            found = None
            for path in self._candidates(shape, style):
                if path.is_file():
                    found = _read_ink(path)
                    break
            self._masters[key] = found
        return self._masters[key]

    def _candidates(self, char: str, style: str) -> list[Path]:
        if self._dir is None:
            return []
        if style == "new_energy":
            folder = self._dir / "new-energy"
            return [folder / "AlpChars" / f"{char}.png", folder / "ProChars" / f"{char}.png"]
        folder = self._dir / "pengfei" / "font_model"
        return [folder / (name.format(c=char) + ".jpg") for name in _STYLES[style]]

    def drawn(self, char: str) -> np.ndarray:
        """Draws a character with the font, cut to its ink; '1' keeps room at its sides. Float32, 0 to 1."""
        key = (char, "font")
        master = self._masters.get(key)
        if master is None:
            path = None if self._dir is None else self._dir / DRAWN / f"{ord(char):x}.png"
            if path is not None and path.is_file():
                master = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255.0
            else:
                master = self._by_font(char)
            self._masters[key] = master
        return master

    def _by_font(self, char: str) -> np.ndarray:
        if self._font is None:
            self._font = ImageFont.truetype(str(self._font_file), _FONT_PIXELS, index=_FONT_INDEX_SC)
        page = Image.new("L", (_FONT_PIXELS * 2, _FONT_PIXELS * 2), 0)
        ImageDraw.Draw(page).text((_FONT_PIXELS // 2, _FONT_PIXELS // 4), char, fill=255, font=self._font)
        ink = np.asarray(page, np.float32) / 255.0
        rows, cols = np.where(ink > 0.3)
        ink = ink[rows.min() : rows.max() + 1, cols.min() : cols.max() + 1]
        if char == "1":
            side = int(ink.shape[1] * 0.25)
            ink = np.pad(ink, ((0, 0), (side, side)))
        return np.ascontiguousarray(ink)


def _read_ink(path: Path) -> np.ndarray | None:
    """Reads a glyph picture (dark on white, perhaps with alpha) as coverage, float32."""
    data = np.fromfile(path, np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if picture is None:
        return None
    if picture.ndim == 2:
        return 1.0 - picture.astype(np.float32) / 255.0
    if picture.shape[2] == 4:
        return picture[:, :, 3].astype(np.float32) / 255.0
    return 1.0 - picture.astype(np.float32).mean(2) / 255.0
