"""The colours of all charts: KERN's light palette as literal hex values.

`benchmark/web/static/web/charts.css` maps each of them to a token, so dark mode needs no second drawing.
Colour is never alone: own is a thick line with marks and a direct label, the circle is a band, lines differ in dashes.
"""

from __future__ import annotations

TEXT = "#131525"  # neutral 950
MUTED = "#51577a"  # neutral 650
AXIS = "#6e7597"  # neutral 500
GRID = "#dfe1ea"  # neutral 100
OWN = "#925400"  # orange 600
CIRCLE = "#2044aa"  # darkblue 700
BAND = "#b2c4e9"  # darkblue 200
BAND_WIDE = "#d8e1f4"  # darkblue 100
TARGET = "#007155"  # turquois 600
THRESHOLD = "#9533be"  # violet 600
SURFACE = "#ffffff"

ALL = (TEXT, MUTED, AXIS, GRID, OWN, CIRCLE, BAND, BAND_WIDE, TARGET, THRESHOLD, SURFACE)
