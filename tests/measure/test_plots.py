"""Plots as SVG: sound XML, marks where the figures say, names escaped."""

from xml.etree import ElementTree

import pytest

from onyx_desktop.measure.plots import Bar, Circle, bars, circles, line

SVG = "{http://www.w3.org/2000/svg}"


def test_circles_stand_where_their_figures_say_and_their_area_is_the_size() -> None:
    drawn = [Circle("small <1>", 1000, 0.5, 10), Circle("large", 10, 0.7, 160, marked=True)]
    root = ElementTree.fromstring(circles(drawn, "speed", "quality"))
    large, small = root.findall(f"{SVG}circle")
    assert float(large.get("cx", 0)) < float(small.get("cx", 0)), "slower is further left"
    assert float(large.get("cy", 0)) < float(small.get("cy", 0)), "better is further up"
    assert float(large.get("r", 0)) == pytest.approx(4 * float(small.get("r", 0)), rel=0.02)
    assert [each.text for each in root.iter(f"{SVG}title")][1:] == ["large", "small <1>"]
    assert "large" in [each.text for each in root.findall(f"{SVG}text")], "the marked one is named"


def test_bars_are_as_long_as_their_averages() -> None:
    root = ElementTree.fromstring(bars([Bar("words", 0.4, 0.3, 0.5), Bar("all", 0.8, 0.75, 0.85)], "ways"))
    words, everything = (float(each.get("width", 0)) for each in root.findall(f"{SVG}rect"))
    assert everything == pytest.approx(2 * words, abs=0.2)
    low, high = (float(root.findall(f"{SVG}line")[0].get(name, 0)) for name in ("x1", "x2"))
    assert low < 300 + words < high


def test_a_line_goes_up_with_its_values() -> None:
    root = ElementTree.fromstring(line([0.2, 0.5, 1.0], "components", "share"))
    points = [tuple(map(float, each.split(","))) for each in root.find(f"{SVG}polyline").get("points").split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)


def test_one_circle_alone_and_nothing_at_all() -> None:
    assert "nan" not in circles([Circle("only", 5, 0.5, 0)], "x", "y")
    assert circles([], "x", "y") == bars([], "x") == line([1.0], "x", "y") == ""
