"""The attacks of the suite in one German sentence each, for the method sheet; `tests/attacks` runs them."""

from __future__ import annotations

ATTACKS: dict[str, tuple[str, str]] = {
    "T1": (
        "Sehr kleine Ringe von drei bis fünf Kommunen, auch mit namentlich gezeigten Werten",
        "Die Absage lautet bei allen Werten gleich.",
    ),
    "T2": (
        "Eine Kommune liegt weit außerhalb: verraten sie Achsen, Endklassen oder Balken?",
        "Kein Zeichen der Ausgabe ändert sich.",
    ),
    "T3": (
        "Ein Mitglied zieht seinen eigenen Wert von Mittelwert oder Summe ab",
        "Kein anderer Wert wird enger als verlangt.",
    ),
    "T4": ("Zwei Mitglieder legen ihre Werte zusammen", "Kein anderer Wert wird enger als verlangt."),
    "T5": ("Vergleich der Freigaben vor und nach einem Beitritt oder Austritt", "Es bleibt bei der Klasse."),
    "T6": ("Zwanzig überlappende Ringe, die eine Kommune einkreisen", "Es bleibt bei der Klasse."),
    "T7": (
        "Den eigenen Wert immer wieder berichtigen und die Wirkung beobachten",
        "Höchstens eine Freigabe im Quartal; es bleibt bei der Klasse.",
    ),
    "T8": (
        "Die Berichtigung einer anderen Kommune zwischen zwei Freigaben",
        "Ihre Änderung lässt sich nicht berechnen.",
    ),
    "T9": ("Öffentliche Kreissumme minus veröffentlichte Gemeinden", "Jede verdeckte Zahl behält ihre Schutzbreite."),
    "T10": ("Eine Stadt macht fast die ganze Summe aus", "Die Summe wird verdeckt."),
    "T11": (
        "Aus einer Quote und der bekannten Einwohnerzahl auf die Kommune schließen",
        "In jede gezeigte Klasse passen mehrere ganze Zahlen.",
    ),
    "T12": (
        "Zwei Anteile, die zusammen hundert Prozent ergeben",
        "Die Klassen engen einander nicht ein, oder die zweite wird nicht gezeigt.",
    ),
    "T13": ("Dieselbe Zahl auf zwei verschiedene Bezugsgrößen bezogen", "Wie zuvor."),
    "T14": ("Teile gegen die Summe, verschobene Altersgrenzen", "Keine kleine Personenzahl wird ableitbar."),
    "T15": ("Verdeckte Felder einer Tabelle aus den Rändern berechnen", "Außenstehende und Beteiligte scheitern."),
    "T16": ("Ausnutzen, dass Anzahlen ganze Zahlen sind", "Die genaue Prüfung lehnt ab."),
    "T17": (
        "Ein Feld ist in einem Jahr offen und im nächsten verdeckt",
        "Die Schutzbreite gilt auch bei kleiner Änderung, wenn der Ring das vereinbart.",
    ),
    "T18": (
        "Kommunen über Jahre und Indikatoren wiedererkennen",
        "Es gibt keine Kennzeichen, Farben oder Reihenfolgen einzelner Kommunen.",
    ),
    "T19": (
        "Fast ein Drittel der Werte ist öffentlich, darunter die Nachbarn in der Reihenfolge",
        "Die Schwellen steigen; es bleibt bei der Klasse.",
    ),
    "T20": ("Zustimmung zurückgenommen, Mitglied oder Ring gelöscht", "Was einmal freigegeben war, zählt weiter mit."),
    "T21": ("Aus der Absage selbst schließen", "Dieselbe Entscheidung in allen Welten mit denselben Klassen."),
    "T22": ("Gerundete Tabellen mit ihren Rändern entwirren", "Für kleine Zahlen bleiben genug Möglichkeiten."),
    "T23": ("Nur eine Kommune übergibt oder zieht zurück", "Es bleibt bei der Klasse."),
    "T24": (
        "Nebenwege: Zwischenspeicher, Nachkommastellen, Beschreibungen von Bildern, Sortierung",
        "Kein genauer Wert, kein Rang.",
    ),
    "T25": ("Die Prüfung scheitert oder dauert zu lange", "Dann wird nichts veröffentlicht."),
    "T26": ("Andere Klassen für ein schon freigegebenes Jahr", "Nur ein Zusammenlegen wird angenommen."),
}
