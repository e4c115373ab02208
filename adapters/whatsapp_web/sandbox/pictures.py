"""Pictures of people: a disc in a colour of their own."""

import zlib
from html import escape

_HUES = 360

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96">
<rect width="96" height="96" fill="hsl({hue} 45% 55%)"/>
<text x="48" y="60" font-size="34" font-family="sans-serif" fill="#fff"
 text-anchor="middle">{text}</text></svg>"""


def drawn(name: str) -> str:
    """An SVG; the same for the same name."""
    hue = zlib.crc32(name.encode()) % _HUES
    return _SVG.format(hue=hue, text=escape(name[-2:]))
