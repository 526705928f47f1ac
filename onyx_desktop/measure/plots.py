"""Figures → plots as SVG that stands by itself: for a report that is printed or sent, without a program to draw it.

Three kinds: circles over two figures (area: a third), bars with the bounds of their averages, and a line. Colours
follow the page (`currentColor`, and one accent), so a plot prints in black and reads on a dark page. Every mark has a
title, which a browser shows under the pointer and a screen reader reads.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 720, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 16, 48
_ACCENT = "#2457c5"
_LARGEST = 34.0  # px: radius of the largest circle
_SMALLEST = 4.0
_ROW = 28


@dataclass(frozen=True, slots=True)
class Circle:
    """x, y: where; size: what its area stands for. marked: in the accent, the others in grey."""

    name: str
    x: float
    y: float
    size: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """An average and its bounds, all within 0 … 1."""

    name: str
    value: float
    low: float
    high: float


def circles(drawn: Sequence[Circle], x_name: str, y_name: str) -> str:
    """Circles over a logarithmic x and a plain y. "" for none."""
    if not drawn:
        return ""
    low, high = (choose(math.log10(max(each.x, 1e-9)) for each in drawn) for choose in (min, max))
    left, right = low - 0.15 - 0.1 * (high - low), high + 0.15 + 0.1 * (high - low)
    bottom, top = (choose(each.y for each in drawn) for choose in (min, max))
    bottom, top = max(0.0, bottom - 0.05), min(1.0, top + 0.05)
    largest = max(each.size for each in drawn) or 1.0

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(max(x, 1e-9)) - left) / (right - left)
        up = (y - bottom) / max(top - bottom, 1e-9)
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)

    parts = _frame(x_name, y_name)
    steps = (1, 2, 5) if right - left < 2 else (1,)
    for number in (step * 10.0**power for power in range(math.floor(left), math.ceil(right)) for step in steps):
        if left <= math.log10(number) <= right:
            parts += _tick_below(place(number, bottom)[0], f"{number:,.10g}")
    parts += [line for share in _ticks(bottom, top) for line in _tick_left(place(1, share)[1], f"{share:.2f}")]
    for each in sorted(drawn, key=lambda one: -one.size):
        x, y = place(each.x, each.y)
        radius = max(_SMALLEST, _LARGEST * math.sqrt(each.size / largest))
        colour = _ACCENT if each.marked else "currentColor"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.25"'
            f' stroke="{colour}"><title>{escape(each.name)}</title></circle>'
        )
        if each.marked:
            parts.append(f'<text x="{x:.1f}" y="{y - radius - 4:.1f}" text-anchor="middle">{escape(each.name)}</text>')
    return _svg(parts, _HEIGHT, f"{y_name}, {x_name}")


def bars(drawn: Sequence[Bar], name: str) -> str:
    """Bars from the left, each with a line from its low to its high bound. "" for none."""
    if not drawn:
        return ""
    begin, end = 300, _WIDTH - 60
    parts = []
    for row, each in enumerate(drawn):
        y = 8 + row * _ROW
        at = [begin + share * (end - begin) for share in (each.value, each.low, each.high)]
        parts += [
            f'<text x="{begin - 8}" y="{y + 15}" text-anchor="end">{escape(each.name)}</text>',
            f'<rect x="{begin}" y="{y + 3}" width="{at[0] - begin:.1f}" height="16" fill="{_ACCENT}"'
            f' fill-opacity="0.45"><title>{escape(each.name)}: {each.value:.3f}</title></rect>',
            f'<line x1="{at[1]:.1f}" y1="{y + 11}" x2="{at[2]:.1f}" y2="{y + 11}" stroke="currentColor"/>',
            f'<text x="{at[2] + 6:.1f}" y="{y + 15}">{each.value:.3f}</text>',
        ]
    return _svg(parts, 16 + len(drawn) * _ROW, name)


def line(values: Sequence[float], x_name: str, y_name: str) -> str:
    """Values from 0 to 1 over their numbers, from 1, on a logarithmic x. "" for fewer than two."""
    if len(values) < 2:
        return ""
    across, up = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    far = math.log10(len(values))

    def place(number: int, value: float) -> tuple[float, float]:
        return _LEFT + across * math.log10(number) / far, _HEIGHT - _BOTTOM - up * value

    points = " ".join("{:.1f},{:.1f}".format(*place(number, value)) for number, value in enumerate(values, 1))
    parts = _frame(x_name, y_name)
    for number in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if number <= len(values):
            parts += _tick_below(place(number, 0)[0], str(number))
    parts += [mark for share in (0.25, 0.5, 0.75, 1.0) for mark in _tick_left(place(1, share)[1], f"{share:.0%}")]
    parts.append(f'<polyline points="{points}" fill="none" stroke="{_ACCENT}" stroke-width="2"/>')
    return _svg(parts, _HEIGHT, f"{y_name}, {x_name}")


def _ticks(bottom: float, top: float) -> list[float]:
    step = next((each for each in (0.02, 0.05, 0.1, 0.2) if (top - bottom) / each <= 8), 0.25)
    return [number * step for number in range(math.ceil(bottom / step), math.floor(top / step) + 1)]


def _frame(x_name: str, y_name: str) -> list[str]:
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    return [
        f'<path d="M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}H{_WIDTH - _RIGHT}" fill="none" stroke="currentColor"/>',
        f'<text x="{(_LEFT + _WIDTH) / 2:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>',
        f'<text transform="translate(16 {middle:.0f}) rotate(-90)" text-anchor="middle">{escape(y_name)}</text>',
    ]


def _tick_below(x: float, label: str) -> list[str]:
    y = _HEIGHT - _BOTTOM
    return [
        f'<line x1="{x:.1f}" y1="{y}" x2="{x:.1f}" y2="{y + 4}" stroke="currentColor"/>',
        f'<text x="{x:.1f}" y="{y + 18}" text-anchor="middle">{label}</text>',
    ]


def _tick_left(y: float, label: str) -> list[str]:
    return [
        f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="currentColor" opacity="0.15"/>',
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>',
    ]


def _svg(parts: Sequence[str], height: int, name: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="100%" role="img"'
        f' font-family="sans-serif" font-size="12" fill="currentColor">'
        f"<title>{escape(name)}</title>{''.join(parts)}</svg>"
    )
