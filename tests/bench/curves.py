"""Figures over sizes → their slopes, and a plot of them as a plain SVG, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT, EDGE = 640, 400, 56
COLOURS = ("#2a5db0", "#b5482a", "#3a7d44", "#7a4fa3", "#8a6d1f", "#4a4a4a")

Curve = Sequence[tuple[float, float]]


def slope(points: Curve) -> float:
    """The exponent b of y = a · x^b that fits best."""
    xs, ys = ([math.log(max(each, 1e-9)) for each in axis] for axis in zip(*points, strict=True))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((each - x) ** 2 for each in xs)
    return sum((one - x) * (other - y) for one, other in zip(xs, ys, strict=True)) / across if across else 0.0


def write_svg(curves: Mapping[str, Curve], file: Path) -> None:
    """Each curve with its name and slope."""
    points = [point for curve in curves.values() for point in curve]
    left, right = (pick(math.log10(x) for x, _ in points) for pick in (min, max))
    low, high = (pick(math.log10(max(y, 1e-9)) for _, y in points) for pick in (min, max))
    low, high = math.floor(low), math.ceil(high)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - left) / max(right - left, 1e-9)
        up = (math.log10(max(y, 1e-9)) - low) / max(high - low, 1e-9)
        return EDGE + across * (WIDTH - 4.2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        x, y = place(10**left, 10.0**power)
        end, _ = place(10**right, 1)
        parts.append(f'<path d="M{x:.0f} {y:.0f}H{end:.0f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    for size in sorted({x for x, _ in points}):
        x, y = place(size, 10.0**low)
        parts.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{size:,.0f}</text>')
    above = -math.inf
    for number, (name, curve) in enumerate(sorted(curves.items(), key=lambda each: -each[1][-1][1])):
        colour = COLOURS[number % len(COLOURS)]
        line = " ".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(place(*p) for p in curve))
        x, y = place(*curve[-1])
        y = above = max(y, above + 14)  # so that names do not lie on each other
        parts.append(f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{name} ({slope(curve):.2f})</text>')
    title = "one line a figure; in brackets its slope"
    parts.append(f'<text x="{EDGE}" y="24" fill="#444444">passages from left to right, {title}</text></svg>')
    file.write_text("\n".join(parts), encoding="utf-8")
