"""Line plots as plain SVG, without any plotting library."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 62, 18, 68, 52
INK, FAINT = "#333333", "#dddddd"
COLORS = ("#1b6ca8", "#d1661b", "#3a8f3a", "#8a4fa3")


@dataclass(frozen=True)
class Series:
    """One line of a plot: its points in the units of the axes, and whether it is drawn dashed."""

    name: str
    points: list[tuple[float, float]]
    dashed: bool = False
    markers: bool = True


@dataclass(frozen=True)
class Axis:
    """An axis: what it shows, its ends, where ticks stand and how their values are written."""

    title: str
    low: float
    high: float
    ticks: list[float]
    form: str = "{:g}"

    def place(self, value: float) -> float:
        """Where a value lies, 0 to 1 from one end to the other; values outside go to the end."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)


@dataclass
class Plot:
    """A plot of one or more series over the same axes."""

    title: str
    x: Axis
    y: Axis
    series: list[Series] = field(default_factory=list)
    notes: list[tuple[float, float, str]] = field(default_factory=list)
    """Small words at points: x, y, text."""

    def svg(self) -> str:
        """The picture, a complete SVG document."""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="12" fill="{INK}" role="img">',
            f"<title>{escape(self.title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            _text(LEFT, 22, self.title, size=14),
        ]
        parts += self._grid()
        for number, series in enumerate(self.series):
            parts += self._line(series, COLORS[number % len(COLORS)])
        parts += [_text(self._x(x), self._y(y) - 8, text, "middle", 10) for x, y, text in self.notes]
        parts += self._legend()
        return "\n".join([*parts, "</svg>", ""])

    def _x(self, value: float) -> float:
        return LEFT + self.x.place(value) * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - BOTTOM - self.y.place(value) * (HEIGHT - TOP - BOTTOM)

    def _grid(self) -> list[str]:
        parts = []
        for tick in self.y.ticks:
            y = self._y(tick)
            parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
            parts.append(_text(LEFT - 8, y + 4, self.y.form.format(tick), "end"))
        for tick in self.x.ticks:
            x = self._x(tick)
            parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{FAINT}"/>')
            parts.append(_text(x, HEIGHT - BOTTOM + 18, self.x.form.format(tick), "middle"))
        parts.append(f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" stroke="{INK}" fill="none"/>')
        parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, self.x.title, "middle"))
        middle = (TOP + HEIGHT - BOTTOM) / 2
        parts.append(
            f'<text transform="translate(16 {middle:.1f}) rotate(-90)" text-anchor="middle">{escape(self.y.title)}</text>'
        )
        return parts

    def _line(self, series: Series, color: str) -> list[str]:
        places = [(self._x(x), self._y(y)) for x, y in series.points]
        route = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dash = ' stroke-dasharray="5 4"' if series.dashed else ""
        parts = [f'<polyline points="{route}" fill="none" stroke="{color}" stroke-width="2"{dash}/>']
        if series.markers:
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{color}"/>' for x, y in places]
        return parts

    def _legend(self) -> list[str]:
        """Names of the series in a row above the lines."""
        parts = []
        step = (WIDTH - LEFT - RIGHT) / max(3, len(self.series))
        for number, series in enumerate(self.series):
            x, color = LEFT + step * number, COLORS[number % len(COLORS)]
            dash = ' stroke-dasharray="5 4"' if series.dashed else ""
            parts.append(f'<path d="M{x:.1f} 40h22" stroke="{color}" stroke-width="2"{dash}/>')
            parts.append(_text(x + 27, 44, series.name, size=11))
        return parts


def _text(x: float, y: float, text: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'
